import type { IncidentVerdict, StoredIncident } from '../../../../../common/incident';
import { findIncidents } from '../../../../../sidecar/incidents';
import { changedDays } from '../../../../../sidecar/incidents/keep/marks';
import { reconcile } from '../../../../../sidecar/incidents/keep/reconcile';
import type { BulkOperation } from '../../../../../sidecar/sinks/elasticsearch/bulk';
import type { IncidentVersion } from '../../../../../sidecar/store/elasticsearch/incidents';
import { storm } from '../flagged_lines';

const verdict: IncidentVerdict = {
  verdict: 'confirmed',
  comment: 'seen',
  user: 'ann',
  at: '2026-01-05T15:00:00.000Z',
};

/** What the index holds after the operations on an empty one. */
function after(operations: readonly BulkOperation[]): IncidentVersion[] {
  return operations.flatMap((operation, i) =>
    operation.kind === 'delete'
      ? []
      : [
          {
            incident: (operation.document as { incident: StoredIncident }).incident,
            seqNo: i,
            term: 1,
          },
        ],
  );
}

const judged = (versions: readonly IncidentVersion[]): IncidentVersion[] =>
  versions.map((version) => ({ ...version, incident: { ...version.incident, verdict } }));

describe('reconcile', () => {
  const lines = storm(0, 'alpha@one', 'failed', 6);
  const found = findIncidents(lines);
  const stored = after(reconcile(found, []));

  it('should write what is new, and nothing where nothing has changed', () => {
    expect(stored).toHaveLength(1);
    expect(stored[0].incident).toMatchObject({
      members: lines.map(({ anomalyId }) => anomalyId),
      former_ids: [],
      verdict: null,
      dissolved: false,
    });
    expect(reconcile(found, stored)).toEqual([]);
    expect(reconcile(found, judged(stored))).toEqual([]);
  });

  it('should replace what has grown, on the version that was read, and keep the verdict', () => {
    const more = findIncidents([...lines, ...storm(14, 'alpha@one', 'failed', 2)]);
    const [operation, ...rest] = reconcile(more, judged(stored));
    expect(rest).toEqual([]);
    expect(operation).toMatchObject({ kind: 'index', ifSeqNo: 0, ifTerm: 1 });
    expect(after([operation])[0].incident).toMatchObject({ lines: 8, verdict });
  });

  it('should hand on the verdict and the old id where the first line is gone', () => {
    const shorter = findIncidents(lines.slice(1));
    const operations = reconcile(shorter, judged(stored));
    expect(operations.map(({ kind }) => kind)).toEqual(['create', 'delete']);
    const [now] = after(operations);
    expect(now.incident).toMatchObject({ former_ids: [stored[0].incident.id], verdict });
    // And back again: the same id as at first.
    const [again] = after(reconcile(found, [now]));
    expect(again.incident).toMatchObject({ id: stored[0].incident.id, verdict });
  });

  it('should know an incident again when another model flagged its lines', () => {
    const anew = findIncidents(
      lines.slice(1).map((line) => ({ ...line, anomalyId: `b ${line.anomalyId}` })),
    );
    expect(after(reconcile(anew, judged(stored)))[0].incident.verdict).toEqual(verdict);
  });

  it('should delete what is gone, unless somebody judged it', () => {
    expect(reconcile([], stored)).toEqual([
      { kind: 'delete', index: 'anomalies-incidents', id: stored[0].incident.id },
    ]);
    const kept = after(reconcile([], judged(stored)));
    expect(kept[0].incident).toMatchObject({ dissolved: true, verdict });
    expect(reconcile([], kept)).toEqual([]);
    expect(after(reconcile(found, kept))[0].incident).toMatchObject({ dissolved: false, verdict });
  });

  it('should keep no more than 500 members and count the rest', () => {
    const many = findIncidents(storm(0, 'alpha@one', 'failed', 700));
    const [{ incident }] = after(reconcile(many, []));
    expect([incident.members.length, incident.lines]).toEqual([500, 700]);
  });
});

describe('changedDays', () => {
  const day = Date.UTC(2026, 0, 5);
  const hours = (n: number) => day + n * 3_600_000;
  const name = (ms: number) => new Date(ms).toISOString().slice(0, 10);

  it('should name the day of what came, and the neighbour whose margin it is in, newest first', () => {
    const noon = new Map([[hours(12), '1 50.000 7']]);
    expect(changedDays(new Map(), noon).map(name)).toEqual(['2026-01-05']);
    const night = new Map([[hours(0), '1 50.000 7']]);
    expect(changedDays(new Map(), night).map(name)).toEqual(['2026-01-05', '2026-01-04']);
    const evening = new Map([[hours(18), '1 50.000 7']]);
    expect(changedDays(new Map(), evening).map(name)).toEqual(['2026-01-06', '2026-01-05']);
  });

  it('should see what changed or went, and nothing else', () => {
    const before = new Map([
      [hours(6), 'a'],
      [hours(36), 'b'],
    ]);
    expect(changedDays(before, new Map(before))).toEqual([]);
    expect(changedDays(before, new Map([[hours(6), 'a']])).map(name)).toEqual(['2026-01-06']);
    expect(changedDays(before, new Map([...before, [hours(6), 'c']])).map(name)).toEqual([
      '2026-01-05',
    ]);
  });
});
