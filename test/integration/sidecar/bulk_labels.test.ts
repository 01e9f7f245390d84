import { randomUUID } from 'node:crypto';
import { bulkLabelResponseSchema } from '../../../common/api/labels/bulk_schema';
import type { Problem } from '../../../common/api/problem';
import type { StoredAnomaly } from '../../../sidecar/sinks/elasticsearch/documents';
import { addAnomalies } from '../helpers/anomalies';
import { useElasticsearch } from '../helpers/elasticsearch';
import { SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const START_MS = Date.parse('2026-01-10T00:00:00Z');
const COUNT = 60;

elasticsearch.describe('labels in bulk', () => {
  const { client, url } = elasticsearch;
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    // Three patterns on two hosts, ten lines each; scores from 60 to 69 in each.
    await addAnomalies(client, COUNT, (i) => ({
      timeMs: START_MS + i * 1_000,
      score: 60 + Math.floor(i / 6),
      template: `t${i % 3}`,
      host: `web-${i % 2}`,
    }));
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  async function stored(): Promise<Map<string, StoredAnomaly>> {
    const { hits } = await client.search<StoredAnomaly>({
      index: 'anomalies-server-logs-*',
      size: COUNT,
    });
    return new Map(
      hits.hits.flatMap(({ _id, _source }) => (_id && _source ? [[_id, _source] as const] : [])),
    );
  }

  const suppressedPairs = async () =>
    [...(await stored()).values()]
      .filter(({ anomaly }) => anomaly.suppressed)
      .map(({ anomaly, host }) => `${anomaly.template.id} ${host.name}`)
      .reduce<Record<string, number>>((counts, pair) => {
        counts[pair] = (counts[pair] ?? 0) + 1;
        return counts;
      }, {});

  const ref = (i: number) => ({
    anomaly_index: 'anomalies-server-logs-2026.01.10',
    anomaly_id: String(i),
  });

  async function call(path: string, body: object) {
    const answer = await sidecar.post<unknown>(`/v1/labels/${path}`, body);
    expect(answer.status).toBe(200);
    return bulkLabelResponseSchema.parse(answer.body);
  }

  it('should give one label for each pattern on each host, and take all back exactly', async () => {
    const before = await stored();
    // Lines 0 and 6 are of t0 on web-0; line 7 is of t1 on web-1.
    const { labels, items, affected } = await call('bulk', {
      anomalies: [ref(0), ref(6), ref(7), ref(999)],
      verdict: 'false_positive',
      comment: 'a drill',
      user: 'ann',
    });
    expect(labels.map(({ template_id, host }) => [template_id, host])).toEqual([
      ['t0', 'web-0'],
      ['t1', 'web-1'],
    ]);
    // The higher of the two scores: a false positive holds up to five points above it.
    expect(labels.map(({ score, comment, user }) => [score, comment, user])).toEqual([
      [61, 'a drill', 'ann'],
      [61, 'a drill', 'ann'],
    ]);
    expect(items.map(({ status, label_id }) => [status, label_id])).toEqual([
      ['done', labels[0].id],
      ['done', labels[0].id],
      ['done', labels[1].id],
      ['not_found', null],
    ]);
    // Scores 60 to 66 of each.
    expect(affected).toBe(14);
    expect(await suppressedPairs()).toEqual({ 't0 web-0': 7, 't1 web-1': 7 });

    const undone = await call('bulk_delete', { ids: labels.map(({ id }) => id) });
    expect(undone.affected).toBe(14);
    expect(await stored()).toEqual(before);
  });

  it('should keep labels of before through a bulk and its undo', async () => {
    const { body } = await sidecar.post<{ label: { id: string } }>('/v1/labels', {
      ...ref(1),
      verdict: 'mute',
      mute_seconds: 3_600,
    });
    const before = await stored();
    const { labels } = await call('bulk', { anomalies: [ref(1), ref(2)], verdict: 'true' });
    expect(await suppressedPairs()).toEqual({});
    await call('bulk_delete', { ids: labels.map(({ id }) => id) });
    expect(await stored()).toEqual(before);
    await call('bulk_delete', { ids: [body.label.id] });
  });

  it('should restore labels that were taken back as they were', async () => {
    const { labels } = await call('bulk', {
      anomalies: [ref(3), ref(4)],
      verdict: 'mute',
      mute_seconds: 3_600,
      user: 'ann',
    });
    const ids = labels.map(({ id }) => id);
    const before = await stored();
    expect((await call('bulk_delete', { ids })).affected).toBe(20);
    const restored = await call('bulk_restore', { ids });
    expect(restored.labels).toEqual(labels);
    expect(restored.affected).toBe(20);
    expect(await stored()).toEqual(before);
    // Restored once, they are no longer among those that were taken back.
    expect((await call('bulk_restore', { ids })).items.map(({ status }) => status)).toEqual([
      'not_found',
      'not_found',
    ]);
    await call('bulk_delete', { ids });
  });

  it('should tell which labels are not there, and refuse what is too much', async () => {
    const gone = randomUUID();
    expect(await call('bulk_delete', { ids: [gone] })).toEqual({
      labels: [],
      items: [{ id: gone, status: 'not_found', label_id: null }],
      affected: 0,
    });
    const many = Array.from({ length: 1_001 }, (_, i) => ref(i));
    const refused = await sidecar.post<Problem>('/v1/labels/bulk', {
      anomalies: many,
      verdict: 'true',
    });
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    expect((await sidecar.post('/v1/labels/bulk', { anomalies: [], verdict: 'true' })).status).toBe(
      400,
    );
  });
});
