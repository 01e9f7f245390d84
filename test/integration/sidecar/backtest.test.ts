import { backtestResultSchema } from '../../../common/api/backtest/schema';
import type { Job } from '../../../common/api/jobs/schema';
import type { Problem } from '../../../common/api/problem';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();

elasticsearch.describe('back-tests', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let sidecar: SidecarProcess;
  let [first, second] = ['', ''];

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, index, [
      ...logDocuments(3_000, nowMs - 3 * 86_400_000, 10_000, 'web-1'),
      ...Array.from({ length: 3 }, (_, i) => ({
        '@timestamp': new Date(nowMs - 7_200_000 + i * 1_000).toISOString(),
        message: 'kernel: Out of memory: Killed process 4711 (postgres)',
        host: { name: 'db-1' },
      })),
    ]);
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    const to = new Date(nowMs - 86_400_000).toISOString();
    const train = { type: 'train', index: pattern, to, units: [] };
    first = (await sidecar.runJob(train)).model ?? '';
    second =
      (await sidecar.runJob({ ...train, seed: 2, activate: false, backfill: false })).model ?? '';
  }, 240_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should tell what another version would have flagged, and write nothing', async () => {
    const before = await resultsOf(client);
    const job = await sidecar.runJob({
      type: 'backtest',
      index: pattern,
      model: second,
      user: 'ann',
    });
    expect(await resultsOf(client)).toEqual(before);

    const result = backtestResultSchema.parse(job.result);
    expect(result).toMatchObject({ model: second, lines: 3_003, overlaps_training: true });
    expect(job).toMatchObject({ lines_done: 3_003, lines_flagged: result.flagged, user: 'ann' });
    expect(result.flagged).toBeGreaterThanOrEqual(3);
    expect(result.flagged_per_day).toBeCloseTo(result.flagged / result.days, 9);
    const severities = Object.values(result.by_severity);
    expect(severities.reduce((sum, lines) => sum + lines, 0)).toBe(result.flagged);
    const { points } = result.timeline;
    expect(points.reduce((sum, { lines }) => sum + lines, 0)).toBe(3_003);
    expect(points.reduce((sum, { flagged }) => sum + flagged, 0)).toBe(result.flagged);

    // Three alike on one host are one line to look at.
    const ofDatabase = result.top.filter(({ host }) => host === 'db-1');
    expect(ofDatabase).toHaveLength(1);
    expect(ofDatabase[0].message).toContain('Out of memory');
    expect(ofDatabase[0].reasons.length).toBeGreaterThan(0);
    expect(result.patterns.find(({ id }) => id === ofDatabase[0].template.id)).toMatchObject({
      flagged: 3,
      is_new: true,
    });

    const { compared } = result;
    expect(compared?.active_model).toBe(first);
    expect(compared?.both).toBeGreaterThanOrEqual(3);
    expect((compared?.both ?? 0) + (compared?.only_this ?? 0)).toBe(result.flagged);
    expect((compared?.both ?? 0) + (compared?.only_active ?? 0)).toBe(before.flagged);
  }, 60_000);

  it('should keep the result with the job, and out of the list', async () => {
    const { body } = await sidecar.get<{ jobs: Job[] }>('/v1/jobs');
    const listed = body.jobs.find(({ type }) => type === 'backtest');
    expect(listed).toMatchObject({ state: 'succeeded', model: second });
    expect(listed && 'result' in listed).toBe(false);
    expect((await sidecar.job(listed?.id ?? '')).result?.lines).toBe(3_003);
  });

  it('should count no more than the period that is asked for', async () => {
    const from = new Date(nowMs - 86_400_000).toISOString();
    const { result } = await sidecar.runJob({ type: 'backtest', index: pattern, from, top: 1 });
    expect(result).toMatchObject({ model: first, lines: 3, flagged: 3, compared: null });
    expect(result?.overlaps_training).toBe(false);
    expect(result?.top).toHaveLength(1);
  }, 60_000);

  it('should say what is missing', async () => {
    const unknown = await sidecar.post<Problem>('/v1/jobs', { type: 'backtest', model: 'none-v1' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'model_not_found']);
    const to = new Date(nowMs - 30 * 86_400_000).toISOString();
    const { id } = await sidecar.startJob({ type: 'backtest', index: pattern, to });
    expect((await sidecar.jobEnds(id, 'failed')).error).toMatch(/no lines .* in this period/);
  }, 60_000);
});
