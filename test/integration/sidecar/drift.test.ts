import type { Drift } from '../../../common/api/drift/schema';
import { driftSchema } from '../../../common/api/drift/schema';
import type { Model } from '../../../common/api/models/schema';
import { modelSchema } from '../../../common/api/models/schema';
import type { Problem } from '../../../common/api/problem';
import { runAnomalies } from '../../unit/sidecar/cli/run_cli';
import { useElasticsearch } from '../helpers/elasticsearch';
import { serviceDocuments } from '../helpers/service_logs';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const HOUR_MS = 3_600_000;

elasticsearch.describe('drift, comparison and roll-back', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let sidecar: SidecarProcess;
  let follow: string;

  const iso = (hoursAgo: number) => new Date(nowMs - hoursAgo * HOUR_MS).toISOString();
  const recent = (count: number, seed: number, newShare = 0) =>
    serviceDocuments({ count, startMs: nowMs - 20 * HOUR_MS, endMs: nowMs, seed, newShare });
  const driftOf = async (query = '') => (await sidecar.get<Drift>(`/v1/drift${query}`)).body;
  const activeId = async () =>
    (await sidecar.get<{ models: Model[] }>('/v1/models')).body.models.find((it) => it.active)?.id;

  async function addRecent(documents: object[], done: number): Promise<void> {
    await addDocuments(client, index, documents);
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done === done);
    await client.indices.refresh({ index: 'anomalies-rollup-*' });
  }

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const startMs = nowMs - 96 * HOUR_MS;
    const endMs = nowMs - 24 * HOUR_MS;
    await addDocuments(client, index, serviceDocuments({ count: 8_000, startMs, endMs }));
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
  }, 90_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should say that no model is active, or that there are no lines yet', async () => {
    const none = await sidecar.get<Problem>('/v1/drift');
    expect([none.status, none.body.code]).toEqual([409, 'no_active_model']);
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
    follow = (await sidecar.startJob({ type: 'follow', index: pattern })).id;
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).phase === 'Following');
    expect(await driftOf()).toMatchObject({ verdict: 'unknown', lines: 0, measures: [] });
    const backwards = await sidecar.get<Problem>(`/v1/drift?from=${iso(1)}&to=${iso(2)}`);
    expect([backwards.status, backwards.body.code]).toEqual([400, 'invalid_period']);
    expect((await sidecar.get('/v1/drift?model=none-v1')).status).toBe(404);
  }, 60_000);

  it('should find lines stable that are like those of the training', async () => {
    await addRecent(recent(3_000, 2), 3_000);
    const drift = driftSchema.parse(await driftOf());
    expect(drift).toMatchObject({ model: 'server-logs-v1', verdict: 'stable', lines: 3_000 });
    expect(drift.measures.map(({ name }) => name)).toEqual([
      'new_pattern_share',
      'score_psi',
      'score_ks',
    ]);
    expect(drift.scores?.recent.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(drift.scores?.in_training.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  }, 60_000);

  it('should keep the active model where the new one is worse, and say why', async () => {
    const job = await sidecar.runJob({
      type: 'train',
      index: pattern,
      activate: 'if_better',
      max_lines: 100,
    });
    expect(job).toMatchObject({ model: 'server-logs-v2' });
    expect(job.phase).toMatch(/^Done; kept server-logs-v1: the new model .*does not know/);
    expect(await activeId()).toBe('server-logs-v1');
    const { comparison } = modelSchema.parse((await sidecar.get('/v1/models/server-logs-v2')).body);
    expect(comparison).toMatchObject({ decision: 'kept', active_model: 'server-logs-v1' });
    // The last tenth of 96 hours.
    expect(comparison?.lines).toBeGreaterThan(1_000);
    expect(comparison?.lines).toBeLessThan(1_600);
    expect(comparison?.criteria).toContainEqual(
      expect.objectContaining({ name: 'new_pattern_share', outcome: 'worse' }),
    );
    // What was found by the active model stays.
    expect(await driftOf()).toMatchObject({ lines: 3_000 });
  }, 60_000);

  it('should find drift after lines of new patterns, and say so on the command line', async () => {
    await addRecent(recent(3_000, 3, 0.3), 6_000);
    const drift = await driftOf();
    expect(drift).toMatchObject({ verdict: 'strong', lines: 6_000 });
    const [newPatterns] = drift.measures;
    expect(newPatterns.value).toBeGreaterThan(0.13);
    expect(newPatterns.value).toBeLessThan(0.17);
    expect(drift.sentences[0]).toMatch(/^1\d\.\d % of the lines have patterns that training never/);
    const run = await runAnomalies(['drift', '--sidecar', sidecar.url], { cwd: '.' });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^server-logs-v1: strong \(6,000 lines from/);
    expect(run.stdout).toContain(drift.sentences[0]);
    expect(run.stdout).toMatch(/share of new patterns +0\.1\d+ /);
  }, 60_000);

  it('should take the new model where it is better, then go back by one call', async () => {
    const job = await sidecar.runJob({
      type: 'train',
      index: pattern,
      activate: 'if_better',
      backfill: false,
    });
    expect(job.phase).toMatch(/^Done; server-logs-v3 is active: the new model /);
    expect(await activeId()).toBe('server-logs-v3');
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).model === 'server-logs-v3');

    const back = await sidecar.post<Model>('/v1/models/rollback', {});
    expect(back.body).toMatchObject({ id: 'server-logs-v1', active: true });
    expect(await activeId()).toBe('server-logs-v1');
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).model === 'server-logs-v1');
    const again = await sidecar.post<Problem>('/v1/models/rollback', {});
    expect([again.status, again.body.code]).toEqual([409, 'no_earlier_model']);

    await sidecar.post('/v1/models/server-logs-v2/activate');
    const argv = ['models', 'rollback', '--sidecar', sidecar.url];
    const run = await runAnomalies(argv, { cwd: '.' });
    expect(run).toMatchObject({ status: 0, stderr: 'server-logs-v1 is active again.\n' });
  }, 60_000);

  it('should not compare on lines that the active model has learned', async () => {
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
    const job = await sidecar.runJob({ type: 'train', index: pattern, activate: 'if_better' });
    expect(job.phase).toMatch(/^Done; kept server-logs-v4: only \d+ lines have come since/);
  }, 60_000);
});
