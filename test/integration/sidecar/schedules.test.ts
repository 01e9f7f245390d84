import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../../../common/api/jobs/schema';
import type { Model } from '../../../common/api/models/schema';
import type { Problem } from '../../../common/api/problem';
import { scheduleSchema, type Schedule } from '../../../common/api/schedules/schema';
import { runAnomalies } from '../../unit/sidecar/cli/run_cli';
import { useElasticsearch } from '../helpers/elasticsearch';
import { serviceDocuments } from '../helpers/service_logs';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const HOUR_MS = 3_600_000;

elasticsearch.describe('schedules, with two sidecars', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let first: SidecarProcess;
  let second: SidecarProcess;

  const schedule = async (id: string) =>
    scheduleSchema.parse((await second.get<Schedule>(`/v1/schedules/${id}`)).body);
  const trainings = async () =>
    (await first.get<{ jobs: Job[] }>('/v1/jobs')).body.jobs.filter(({ type }) => type === 'train');
  const modelIds = async () =>
    (await first.get<{ models: Model[] }>('/v1/models')).body.models.map(({ id }) => id).sort();
  const runEnds = async (id: string, outcome = 'succeeded') => {
    await first.waitUntil(async () => {
      const run = (await schedule(id)).last_run;
      return run !== null && run.outcome !== 'running';
    });
    const found = await schedule(id);
    expect(found.last_run?.outcome).toBe(outcome);
    return found;
  };
  const create = async (request: object) => {
    const answer = await second.post<Schedule>('/v1/schedules', request);
    expect(answer.status).toBe(201);
    return scheduleSchema.parse(answer.body);
  };

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const startMs = nowMs - 48 * HOUR_MS;
    await addDocuments(
      client,
      index,
      serviceDocuments({ count: 4_000, startMs, endMs: nowMs - HOUR_MS }),
    );
    const env = { ELASTICSEARCH_URL: url, ANOMALIES_POLL_INTERVAL_MS: '100' };
    first = await SidecarProcess.start(env);
    second = await SidecarProcess.start(env);
  }, 90_000);

  afterAll(async () => {
    await second?.stop();
    await first?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should train once in the second that was named, whichever sidecar was asked', async () => {
    // Seen by the one that runs the jobs within five seconds.
    const at = new Date(Date.now() + 7_000);
    at.setUTCMilliseconds(0);
    const cron = `${at.getUTCSeconds()} ${at.getUTCMinutes()} ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} *`;
    const made = await create({ cron, train: { index: pattern, last_days: 3 }, user: 'ann' });
    expect(made).toMatchObject({ enabled: true, next_run_at: at.toISOString(), last_run: null });
    const { last_run: run, next_run_at: next } = await runEnds(made.id);
    expect(run).toMatchObject({ trigger: 'cron', model: 'server-logs-v1', missed_runs: 0 });
    expect(Date.parse(run?.started_at ?? '') - at.getTime()).toBeLessThan(5_000);
    expect(next?.slice(0, 4)).toBe(String(at.getUTCFullYear() + 1));
    await delay(2_000);
    const [job, ...others] = await trainings();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ id: run?.job_id, user: 'ann', state: 'succeeded' });
    expect(job.request).toMatchObject({ index: pattern, backfill: false, activate: 'if_better' });
    // Nothing was active, so that there was nothing to compare with.
    const { body } = await first.get<Model>('/v1/models/server-logs-v1');
    expect(body.active).toBe(true);
    expect(body.comparison).toBeUndefined();
  }, 60_000);

  it('should delete old versions, but never the active one and the one before it', async () => {
    const train = { index: pattern, activate: true };
    const { id } = await create({ cron: '0 0 1 1 *', keep_versions: 1, train });
    for (const version of [2, 3]) {
      const started = await first.post<Schedule>(`/v1/schedules/${id}/run`);
      expect(started.status).toBe(202);
      const { last_run: run } = await runEnds(id);
      expect(run).toMatchObject({ trigger: 'manual', model: `server-logs-v${version}` });
    }
    expect((await schedule(id)).last_run?.notes).toEqual(['Deleted server-logs-v1.']);
    expect(await modelIds()).toEqual(['server-logs-v2', 'server-logs-v3']);
  }, 60_000);

  it('should train on drift', async () => {
    const { id: follow } = await first.startJob({ type: 'follow', index: pattern });
    await first.waitUntil(async () => (await first.job(follow)).phase === 'Following');
    const documents = serviceDocuments({
      count: 2_000,
      startMs: nowMs - 50 * 60_000,
      endMs: nowMs,
      seed: 5,
      newShare: 0.5,
    });
    await addDocuments(client, index, documents);
    await first.waitUntil(async () => {
      await client.indices.refresh({ index: 'anomalies-rollup-*', allow_no_indices: true });
      return (await first.get<{ verdict: string }>('/v1/drift')).body.verdict === 'strong';
    });
    const { id } = await create({ on_drift: {}, train: { index: pattern, activate: true } });
    const { last_run: run, next_run_at: next } = await runEnds(id);
    expect(next).toBeNull();
    expect(run).toMatchObject({ trigger: 'drift', model: 'server-logs-v4' });
    expect(run?.notes[0]).toMatch(/patterns that training never saw/);
  }, 60_000);

  it('should be managed on the command line', async () => {
    const cli = (...argv: string[]) =>
      runAnomalies(['schedules', ...argv, '--sidecar', second.url], { cwd: '.' });
    const before = (await second.get<{ schedules: Schedule[] }>('/v1/schedules')).body.schedules;
    const wanted = ['create', '--cron', '0 3 * * *', '--timezone', 'Europe/Berlin'];
    const made = await cli(...wanted, '--model', 'night', '--keep', '3', '--json');
    const { id } = scheduleSchema.parse(JSON.parse(made.stdout));
    expect(await schedule(id)).toMatchObject({
      timezone: 'Europe/Berlin',
      keep_versions: 3,
      train: { name: 'night', activate: 'if_better' },
    });
    expect((await cli('disable', id)).stderr).toBe('It is disabled.\n');
    expect((await cli('list')).stdout).toContain('disabled (0 3 * * * (Europe/Berlin))');
    expect((await cli('enable', id)).stderr).toMatch(/^It is enabled. It runs next at \d{4}-/);
    expect((await cli('delete', id)).status).toBe(0);
    expect((await second.get(`/v1/schedules/${id}`)).status).toBe(404);
    expect((await cli('create')).status).toBe(2);
    const wrong = await second.post<Problem>('/v1/schedules', { cron: 'at night' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid_cron']);
    const after = (await second.get<{ schedules: Schedule[] }>('/v1/schedules')).body.schedules;
    expect(after).toEqual(before);
  }, 60_000);

  it('should be changed as a whole, and refuse to run from the sidecar that runs no jobs', async () => {
    const { id, created_at } = await create({ cron: '0 0 1 1 *', train: { index: pattern } });
    const { status, body } = await second.request<Schedule>('PUT', `/v1/schedules/${id}`, {
      cron: '30 2 * * 7',
      timezone: 'Asia/Tokyo',
      train: { name: 'other', index: pattern },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, created_at, cron: '30 2 * * 7', train: { name: 'other' } });
    expect(body.next_run_at).toMatch(/T17:30:00.000Z$/);
    const refused = await second.post<Problem>(`/v1/schedules/${id}/run`);
    expect([refused.status, refused.body.code]).toEqual([503, 'not_ready']);
    expect((await schedule(id)).last_run).toBeNull();
  });
});
