import type { RollupDocument } from '../../../../common/anomaly';
import { MinuteRollups } from '../../../../sidecar/jobs/minute_rollups';
import type { LogEvent } from '../../../../sidecar/pipeline/parse';

const START_MS = Date.UTC(2026, 0, 5, 10, 0);
const ORIGIN = { run: 'follow:logs', index_uuid: 'u', shard: 0, seq_no: 5_000 };

const line = (atMs: number, templateId: string, host = 'web-1', flagged = false) => ({
  event: {
    raw: 'a line',
    timestampMs: START_MS + atMs,
    host,
    service: 'sshd',
    level: 'info',
  } as LogEvent,
  templateId,
  isNew: templateId === 'new',
  scorePct: flagged ? 80 : 10,
  unsupervisedPct: 10,
  flagged,
});

const documentsOf = (rollups: MinuteRollups) =>
  rollups.operations(ORIGIN).map((operation) => {
    if (operation.kind !== 'index') throw new Error('not written');
    return { id: operation.id, document: operation.document as RollupDocument };
  });

describe('rollups by the minute', () => {
  it('should count the lines of each pattern with the times of its first and last', () => {
    const rollups = new MinuteRollups('m-v1');
    for (const [atMs, id] of [
      [1_000, 'a'],
      [30_000, 'b'],
      [59_999, 'a'],
      [500, 'a'],
      [60_000, 'a'],
    ] as const) {
      rollups.add(line(atMs, id));
    }
    const [first, second] = documentsOf(rollups);
    expect(first.document.rollup.lines).toBe(4);
    expect(first.document.rollup.patterns).toEqual([
      { id: 'a', lines: 3, first: START_MS + 500, last: START_MS + 59_999 },
      { id: 'b', lines: 1, first: START_MS + 30_000, last: START_MS + 30_000 },
    ]);
    expect(second.document.rollup.patterns).toEqual([
      { id: 'a', lines: 1, first: START_MS + 60_000, last: START_MS + 60_000 },
    ]);
  });

  it('should write anew, as a whole and under the same id, what lines were added to', () => {
    const rollups = new MinuteRollups('m-v1');
    rollups.add(line(0, 'a', 'web-1'));
    rollups.add(line(0, 'a', 'web-2'));
    const [first] = rollups.operations(ORIGIN, 10);
    rollups.add(line(1_000, 'a', 'web-1'));
    const later = rollups.operations(ORIGIN, 20);
    expect(later).toHaveLength(1);
    expect(later[0]).toMatchObject({
      index: first.index,
      id: first.id,
      version: 20,
      document: { host: { name: 'web-1' }, rollup: { lines: 2 } },
    });
    expect(rollups.operations(ORIGIN, 30)).toEqual([]);
  });

  it('should keep hosts apart, and count what is flagged and new', () => {
    const rollups = new MinuteRollups('m-v1');
    rollups.add(line(0, 'new', 'web-1', true));
    rollups.add(line(0, 'a', 'web-2'));
    const [one, two] = documentsOf(rollups);
    expect(one.document.rollup).toMatchObject({ flagged: 1, new_patterns: 1, max_score: 80 });
    expect(two.document.rollup).toMatchObject({ flagged: 0, new_patterns: 0, max_score: 10 });
    expect(one.id).not.toBe(two.id);
  });

  it('should have the same ids for the same batch', () => {
    const idsOf = (seqNo: number) => {
      const rollups = new MinuteRollups('m-v1');
      rollups.add(line(0, 'a'));
      return rollups.operations({ ...ORIGIN, seq_no: seqNo }).map(({ id }) => id);
    };
    expect(idsOf(1)).toEqual(idsOf(1));
    expect(idsOf(1)).not.toEqual(idsOf(2));
  });
});
