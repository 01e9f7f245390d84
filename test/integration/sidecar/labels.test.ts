import type { Label, LabelResponse } from '../../../common/api/labels/schema';
import { labelResponseSchema } from '../../../common/api/labels/schema';
import type { Problem } from '../../../common/api/problem';
import type { ScoreResponse } from '../../../common/api/score/schema';
import type { StoredAnomaly } from '../../../sidecar/sinks/elasticsearch/documents';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const STRANGE = 'sshd[1]: fatal: cannot bind any address, giving up';

elasticsearch.describe('labels', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let sidecar: SidecarProcess;
  let follow: string;

  const strange = (count: number, host: string, startMs = nowMs - 3_600_000) =>
    Array.from({ length: count }, (_, i) => ({
      '@timestamp': new Date(startMs + i * 1_000).toISOString(),
      message: STRANGE,
      host: { name: host },
      process: { name: 'sshd' },
    }));

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, index, [
      ...logDocuments(5_000, nowMs - 86_400_000, 10_000, 'web-1'),
      ...logDocuments(1_000, nowMs - 86_400_000, 10_000, 'web-2'),
    ]);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
    await sidecar.runJob({ type: 'train', index: pattern });
    follow = (await sidecar.startJob({ type: 'follow', index: pattern })).id;
    await addDocuments(client, index, [...strange(12, 'web-1'), ...strange(3, 'web-2')]);
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done === 15);
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  interface Found {
    index: string;
    id: string;
    document: StoredAnomaly;
  }

  /** What the very next search sees: nothing is refreshed here. */
  async function find(host: string): Promise<Found[]> {
    const { hits } = await client.search<StoredAnomaly>({
      index: 'anomalies-server-logs-*',
      size: 100,
      query: {
        bool: {
          filter: [{ term: { 'host.name': host } }],
          must: [{ match_phrase: { message: 'cannot bind any address' } }],
        },
      },
      sort: ['@timestamp'],
    });
    return hits.hits.flatMap((hit) =>
      hit._source ? [{ index: hit._index, id: hit._id ?? '', document: hit._source }] : [],
    );
  }

  const suppressed = async (host: string) =>
    (await find(host)).filter(({ document }) => document.anomaly.suppressed).length;

  async function give(verdict: Label['verdict'], found: Found, more: object = {}) {
    const answer = await sidecar.post<LabelResponse>('/v1/labels', {
      anomaly_index: found.index,
      anomaly_id: found.id,
      verdict,
      user: 'ann',
      ...more,
    });
    expect(answer.status).toBe(200);
    return labelResponseSchema.parse(answer.body);
  }

  const undo = async (id: string) =>
    (await sidecar.request<LabelResponse>('DELETE', `/v1/labels/${id}`)).body;

  const flaggedNow = async (host: string) => {
    const line = { message: STRANGE, host: { name: host }, process: { name: 'sshd' } };
    const { body } = await sidecar.post<ScoreResponse>('/v1/score', { lines: [line] });
    const [result] = body.results;
    return 'flagged' in result && result.flagged;
  };

  it('should take a false positive and all its like on that host off the screens at once', async () => {
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const before = await find('web-1');
    expect(before).toHaveLength(12);
    expect(await flaggedNow('web-1')).toBe(true);

    const { label, affected } = await give('false_positive', before[0], { comment: 'a drill' });
    expect(affected).toBe(12);
    expect(label).toMatchObject({
      verdict: 'false_positive',
      host: 'web-1',
      score: before[0].document.anomaly.score,
      comment: 'a drill',
      user: 'ann',
      until: null,
    });
    expect(await suppressed('web-1')).toBe(12);
    expect(await suppressed('web-2')).toBe(0);
    expect((await find('web-1'))[3].document.anomaly).toMatchObject({
      label: 'false_positive',
      label_id: label.id,
    });
    expect(await flaggedNow('web-1')).toBe(false);
    expect(await flaggedNow('web-2')).toBe(true);

    await addDocuments(client, index, strange(4, 'web-1', nowMs));
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done === 19);
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    expect(await suppressed('web-1')).toBe(16);

    const undone = await undo(label.id);
    expect(undone).toEqual({ label, affected: 16 });
    const after = await find('web-1');
    expect(after.slice(0, 12)).toEqual(before);
    expect(after.every(({ document }) => !('label' in document.anomaly))).toBe(true);
    expect(await flaggedNow('web-1')).toBe(true);
  }, 60_000);

  it('should let the latest label win, and give back the one before it', async () => {
    const [found] = await find('web-2');
    const first = await give('false_positive', found);
    expect(first.affected).toBe(3);
    const second = await give('true', found);
    expect(second.affected).toBe(3);
    expect(await suppressed('web-2')).toBe(0);
    expect((await find('web-2'))[0].document.anomaly.label).toBe('true');
    const { body } = await sidecar.get<{ labels: Label[] }>('/v1/labels');
    expect(body.labels.map(({ id }) => id)).toEqual([second.label.id, first.label.id]);
    expect((await undo(second.label.id)).affected).toBe(3);
    expect((await find('web-2'))[0].document.anomaly).toMatchObject({
      label: 'false_positive',
      suppressed: true,
    });
    expect((await undo(first.label.id)).affected).toBe(3);
    expect(await suppressed('web-2')).toBe(0);
  }, 30_000);

  it('should mute for a while', async () => {
    const [found] = await find('web-2');
    const { label, affected } = await give('mute', found, { mute_seconds: 3_600 });
    expect(affected).toBe(3);
    const untilMs = Date.parse(label.until ?? '');
    expect(untilMs - Date.parse(label.created_at)).toBe(3_600_000);
    expect(await flaggedNow('web-2')).toBe(false);
    await undo(label.id);
    expect(await flaggedNow('web-2')).toBe(true);
  }, 30_000);

  it('should keep labels when another model scores the period anew', async () => {
    const [found] = await find('web-1');
    const { label } = await give('false_positive', found);
    // Trained on the time before the strange lines, and scored up to now.
    const to = new Date(nowMs - 2 * 3_600_000).toISOString();
    const { model } = await sidecar.runJob({ type: 'train', index: pattern, seed: 3, to });
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).model === model);
    const results = await resultsOf(client);
    const now = await find('web-1');
    expect(now).toHaveLength(16);
    expect(now.every(({ document }) => document.anomaly.model === model)).toBe(true);
    expect(now.every(({ document }) => document.anomaly.label_id === label.id)).toBe(true);
    expect(results.flagged).toBe(results.rollupFlagged);
    await undo(label.id);
  }, 60_000);

  it('should say that an anomaly or a label is not there', async () => {
    const [found] = await find('web-1');
    const post = (body: object) =>
      sidecar.post<Problem>('/v1/labels', {
        anomaly_index: found.index,
        anomaly_id: found.id,
        verdict: 'true',
        ...body,
      });
    for (const wrong of [
      { anomaly_id: 'x' },
      { anomaly_index: 'anomalies-server-logs-1999.01.01' },
      { anomaly_index: index },
      { anomaly_index: 'anomalies-server-logs-*' },
    ]) {
      const { status, body } = await post(wrong);
      expect([status, body.code]).toEqual([404, 'anomaly_not_found']);
    }
    expect((await post({ verdict: 'maybe' })).status).toBe(400);
    expect((await post({ verdict: 'mute', mute_seconds: 1 })).status).toBe(400);
    const gone = await sidecar.request<Problem>('DELETE', '/v1/labels/x');
    expect([gone.status, gone.body.code]).toEqual([404, 'label_not_found']);
  });
});
