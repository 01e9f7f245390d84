import type { Model } from '../../../common/api/models/schema';
import {
  thresholdResponseSchema,
  type ThresholdRequest,
  type ThresholdResponse,
} from '../../../common/api/models/threshold_schema';
import type { Problem } from '../../../common/api/problem';
import type { ScoreResponse } from '../../../common/api/score/schema';
import type { StoredAnomaly } from '../../../sidecar/sinks/elasticsearch/documents';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const STRANGE = 'sshd[1]: fatal: cannot bind any address, giving up';

elasticsearch.describe('threshold of a model', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let sidecar: SidecarProcess;
  let model: Model;
  let lines = 0;
  let follow: string;

  const strange = (count: number, startMs: number) =>
    Array.from({ length: count }, (_, i) => ({
      '@timestamp': new Date(startMs + i * 1_000).toISOString(),
      message: STRANGE,
      host: { name: 'web-1' },
      process: { name: 'sshd' },
    }));

  async function arrive(documents: object[]): Promise<void> {
    await addDocuments(client, index, documents);
    lines += documents.length;
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done === lines);
  }

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const old = logDocuments(4_000, nowMs - 86_400_000, 15_000, 'web-1');
    await addDocuments(client, index, old);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
    const { model: id } = await sidecar.runJob({ type: 'train', index: pattern });
    model = (await sidecar.get<Model>(`/v1/models/${id}`)).body;
    follow = (await sidecar.startJob({ type: 'follow', index: pattern })).id;
    await arrive(strange(6, nowMs - 3_600_000));
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  async function set(request: ThresholdRequest): Promise<ThresholdResponse> {
    const answer = await sidecar.post(`/v1/models/${model.id}/threshold`, request);
    expect(answer.status).toBe(200);
    return thresholdResponseSchema.parse(answer.body);
  }

  /** Ids, scores and states of what is stored of lines, as the very next search sees it. */
  async function stored() {
    const { hits } = await client.search<StoredAnomaly>({
      index: 'anomalies-server-logs-*',
      size: 5_000,
      sort: ['@timestamp', 'source.id'],
    });
    return hits.hits.flatMap(({ _id: id, _source: source }) =>
      source && !source.anomaly.unit ? [{ id, ...source.anomaly }] : [],
    );
  }
  const visible = async () => (await stored()).filter(({ suppressed }) => !suppressed);

  const flaggedNow = async () => {
    const line = { message: STRANGE, host: { name: 'web-1' }, process: { name: 'sshd' } };
    const { body } = await sidecar.post<ScoreResponse>('/v1/score', { lines: [line] });
    const [result] = body.results;
    return { flagged: 'flagged' in result && result.flagged, threshold: body.threshold };
  };

  it('should hide what falls below at once, for all that scores, and show the same again', async () => {
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const before = await stored();
    expect(before.length).toBeGreaterThanOrEqual(6);
    expect(before.every(({ suppressed }) => !suppressed)).toBe(true);
    expect(await flaggedNow()).toEqual({ flagged: true, threshold: model.threshold });

    const raised = await set({ threshold: 100, user: 'ann' });
    const remaining = before.filter(({ score }) => score >= 100);
    expect(raised).toMatchObject({
      model: { threshold: 100, trained_threshold: model.threshold, active: true },
      previous: {
        threshold: model.threshold,
        alert_budget_per_day: model.alert_budget_per_day,
      },
      hidden: before.length - remaining.length,
      shown: 0,
      needs_backfill: false,
    });
    expect(raised.hidden).toBeGreaterThan(0);
    expect(await visible()).toEqual(remaining);
    expect(await flaggedNow()).toEqual({ flagged: false, threshold: 100 });

    // Lines that arrive meanwhile are kept, hidden.
    await arrive(strange(3, nowMs - 1_800_000));
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const meanwhile = await stored();
    expect(meanwhile).toHaveLength(before.length + 3);
    expect(await visible()).toEqual(remaining);

    const restored = await set({ ...raised.previous });
    expect(restored).toMatchObject({ hidden: 0, shown: raised.hidden + 3, needs_backfill: false });
    expect('trained_threshold' in restored.model).toBe(false);
    const after = await stored();
    expect(after.filter(({ id }) => before.some((it) => it.id === id))).toEqual(before);
    expect(await visible()).toHaveLength(before.length + 3);
    expect((await flaggedNow()).flagged).toBe(true);
  }, 60_000);

  it('should leave verdicts as they are', async () => {
    const [found] = await visible();
    const { hits } = await client.search({ query: { ids: { values: [found.id ?? ''] } } });
    const label = await sidecar.post<{ label: { id: string } }>('/v1/labels', {
      anomaly_index: hits.hits[0]._index,
      anomaly_id: found.id,
      verdict: 'false_positive',
    });
    const held = await visible();
    await set({ threshold: 100 });
    const back = await set({ threshold: null });
    expect(back.model.threshold).toBe(model.threshold);
    expect(await visible()).toEqual(held);
    await sidecar.request('DELETE', `/v1/labels/${label.body.label.id}`);
  }, 60_000);

  it('should say that a lower threshold finds older lines only when they are scored anew', async () => {
    const lowered = await set({ threshold: 10 });
    expect(lowered).toMatchObject({ needs_backfill: true, shown: 0, hidden: 0 });
    expect(lowered.sentences.join(' ')).toMatch(/scored again \(backfill\)/);
    const before = (await visible()).length;
    // What arrives from now on is judged by it.
    await arrive(logDocuments(400, nowMs - 600_000, 1_000, 'web-1'));
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const arrived = (await visible()).length - before;
    expect(arrived).toBeGreaterThan(0);
    await sidecar.runJob({ type: 'backfill', index: pattern });
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const all = await visible();
    expect(all.length).toBeGreaterThan(before + arrived);
    expect(all.every(({ score }) => score >= 10)).toBe(true);
    await set({ threshold: null });
    expect((await visible()).every(({ score }) => score >= model.threshold)).toBe(true);
  }, 90_000);

  it('should find the threshold that a budget needs from what was scored', async () => {
    const budget = 20;
    const chosen = await set({ alert_budget_per_day: budget });
    expect(chosen.model.alert_budget_per_day).toBe(budget);
    expect(chosen.flagged_per_day).toBeLessThanOrEqual(budget);
    expect(chosen.flagged_per_day).toBeGreaterThan(0);
    const tighter = await set({ alert_budget_per_day: 1 });
    expect(tighter.model.threshold).toBeGreaterThan(chosen.model.threshold);
    await set({ threshold: null, alert_budget_per_day: model.alert_budget_per_day });
  }, 60_000);

  it('should survive a restart and judge backfills by it', async () => {
    await set({ threshold: 100 });
    await sidecar.stop();
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
    expect(await flaggedNow()).toEqual({ flagged: false, threshold: 100 });
    const job = await sidecar.runJob({ type: 'backfill', index: pattern });
    expect(job.lines_flagged).toBe(0);
  }, 90_000);

  it('should refuse what makes no sense', async () => {
    const post = (id: string, body: object) =>
      sidecar.post<Problem>(`/v1/models/${id}/threshold`, body);
    for (const body of [{}, { threshold: 101 }, { alert_budget_per_day: 0 }]) {
      expect((await post(model.id, body)).status).toBe(400);
    }
    expect((await post('none-v1', { threshold: 1 })).body.code).toBe('model_not_found');
  });
});
