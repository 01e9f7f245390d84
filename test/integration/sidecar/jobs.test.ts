import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../../../common/api/jobs/schema';
import { jobSchema } from '../../../common/api/jobs/schema';
import type { Model } from '../../../common/api/models/schema';
import type { Preview } from '../../../common/api/sources/schema';
import { previewSchema } from '../../../common/api/sources/schema';
import type { Problem } from '../../../common/api/problem';
import type { Status } from '../../../common/api/status/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const LINES = 6_000;

elasticsearch.describe('jobs', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const startMs = Date.now() - 2 * 86_400_000;
  const env = {
    ELASTICSEARCH_URL: url,
    ANOMALIES_SOURCE_PATTERN: pattern,
    ANOMALIES_POLL_INTERVAL_MS: '200',
    ANOMALIES_GAP_TIMEOUT_MS: '500',
  };
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, index, logDocuments(LINES, startMs, 10_000));
    sidecar = await SidecarProcess.start({ ...env, ANOMALIES_AUTO_FOLLOW: 'true' });
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  const status = async () => (await sidecar.get<Status>('/v1/status')).body;

  it('should show what there is before anything is trained', async () => {
    const { body } = await sidecar.post<Preview>('/v1/sources/preview', { index: pattern });
    const preview = previewSchema.parse(body);
    expect(preview).toMatchObject({
      indices: 1,
      lines: LINES,
      hosts: 1,
      services: 1,
      enough: true,
    });
    expect(preview.first).toBe(new Date(startMs).toISOString());
    expect(preview.samples).toHaveLength(5);
    expect(new Set(preview.samples.map((sample) => sample.pattern)).size).toBe(5);
    expect(preview.notes).toEqual(['17 hours: daily rhythms are not known yet.']);
    const nothing = await sidecar.post<Preview>('/v1/sources/preview', { index: 'no-such-*' });
    expect(nothing.body).toMatchObject({ indices: 0, lines: 0, enough: false, samples: [] });
    expect(nothing.body.notes[0]).toContain('No index matches no-such-*');
  });

  it('should follow by itself and wait for a model', async () => {
    await sidecar.waitUntil(async () => (await status()).follower !== null);
    await sidecar.waitUntil(async () => /Waiting/.test((await status()).follower?.phase ?? ''));
    expect(await status()).toMatchObject({
      elasticsearch: { reachable: true, error: null },
      source_pattern: pattern,
      active_model: null,
    });
  });

  it('should train, activate and score the period as one job, and follow from its end', async () => {
    const job = await sidecar.startJob({ type: 'train', index: pattern, user: 'ann' });
    const progress: number[] = [];
    await sidecar.waitUntil(async () => {
      const now = jobSchema.parse(await sidecar.job(job.id));
      progress.push(now.progress ?? -1);
      return now.state === 'succeeded';
    }, 60_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const ended = await sidecar.job(job.id);
    expect(ended).toMatchObject({
      model: 'server-logs-v1',
      phase: 'Done',
      progress: 1,
      lines_done: LINES,
      lines_total: LINES,
      skipped: {},
      user: 'ann',
      error: null,
    });
    expect((await status()).active_model).toMatchObject({
      id: 'server-logs-v1',
      created_by: 'ann',
      trained_on: { index: pattern, lines: LINES },
    });
    const results = await resultsOf(client);
    expect(results.lines).toBe(LINES);
    expect(results.flagged).toBe(ended.lines_flagged);

    await addDocuments(client, index, logDocuments(50, Date.now() - 60_000, 1_000));
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 50);
    expect((await resultsOf(client)).lines).toBe(LINES + 50);
    expect((await status()).follower?.behind_seconds).toBe(0);
  }, 90_000);

  it('should follow into new indices, take late lines, and outlive deleted indices', async () => {
    const other = `${prefix}logs-2`;
    await addDocuments(client, other, logDocuments(30, Date.now() - 30_000, 1_000, 'web-2'));
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 80);
    // A month late, and in an index that was quiet since.
    await addDocuments(
      client,
      index,
      logDocuments(20, Date.now() - 30 * 86_400_000, 1_000, 'late'),
    );
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 100);
    await client.indices.delete({ index: other });
    await delay(1_000);
    await addDocuments(client, index, logDocuments(10, Date.now(), 1));
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 110);
    const { lines, byMinute } = await resultsOf(client);
    expect(lines).toBe(LINES + 110);
    const late = Object.entries(byMinute).filter(([key]) => key.includes('|late|'));
    expect(late.reduce((sum, [, count]) => sum + count, 0)).toBe(20);
  }, 60_000);

  it('should wait for lines that are written and not visible yet', async () => {
    const slow = `${prefix}logs-slow`;
    await client.indices.create({ index: slow, settings: { refresh_interval: '-1' } });
    const operations = logDocuments(40, Date.now() - 60_000, 1_000, 'slow').flatMap((document) => [
      { create: { _index: slow } },
      document,
    ]);
    await client.bulk({ operations });
    // Longer than it waits for a line that may be missing.
    await delay(3_000);
    expect((await status()).follower?.lines_done).toBe(110);
    await client.indices.refresh({ index: slow });
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 150);
    await client.indices.delete({ index: slow });
    await client.indices.refresh({ index: 'anomalies-*server-logs-*' });
    const results = { index: 'anomalies-*server-logs-*', query: { term: { 'host.name': 'slow' } } };
    const { hits } = await client.search({ ...results, size: 1_000, _source: false });
    await client.bulk({
      operations: hits.hits.map(({ _index, _id }) => ({ delete: { _index, _id: _id ?? '' } })),
      refresh: true,
    });
  }, 60_000);

  it('should go on with another model from where it is', async () => {
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
    await sidecar.waitUntil(async () => (await status()).follower?.model === 'server-logs-v2');
    await addDocuments(client, index, logDocuments(10, Date.now(), 1));
    await sidecar.waitUntil(async () => (await status()).follower?.lines_done === 160);
    await sidecar.post('/v1/models/server-logs-v1/activate');
    await sidecar.waitUntil(async () => (await status()).follower?.model === 'server-logs-v1');
    expect((await resultsOf(client)).lines).toBe(LINES + 120);
  }, 60_000);

  it('should finish with its copy of a model that is deleted meanwhile, and say so', async () => {
    const job = await sidecar.startJob({
      type: 'backfill',
      index: pattern,
      model: 'server-logs-v2',
    });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).phase !== 'Starting');
    await sidecar.waitUntil(async () => !/Load/.test((await sidecar.job(job.id)).phase));
    expect((await sidecar.request('DELETE', '/v1/models/server-logs-v2')).status).toBe(200);
    const ended = await sidecar.jobEnds(job.id);
    expect(ended.phase).toContain('server-logs-v2 was deleted meanwhile');
    // Replaced, not added, also what the follower had written; what a deleted index had stays.
    expect((await resultsOf(client)).lines).toBe(LINES + 120);
  }, 60_000);

  it('should wait where the active model is deleted', async () => {
    await sidecar.request('DELETE', '/v1/models/server-logs-v1');
    await sidecar.waitUntil(async () => /Waiting/.test((await status()).follower?.phase ?? ''));
    expect((await status()).active_model).toBeNull();
    const answer = await sidecar.post<Problem>('/v1/jobs', { type: 'backfill', index: pattern });
    expect([answer.status, answer.body.code]).toEqual([409, 'no_active_model']);
    const named = await sidecar.post<Problem>('/v1/jobs', { type: 'backfill', model: 'x-v1' });
    expect([named.status, named.body.code]).toEqual([404, 'model_not_found']);
    const { body: models } = await sidecar.get<{ models: Model[] }>('/v1/models');
    expect(models.models).toEqual([]);
  });

  it('should cancel a job within a second or so', async () => {
    const job = await sidecar.startJob({ type: 'train', index: pattern, name: 'cancelled' });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).phase !== 'Starting');
    const start = performance.now();
    const { body } = await sidecar.post<Job>(`/v1/jobs/${job.id}/cancel`);
    expect(body.state).toBe('cancelling');
    await sidecar.jobEnds(job.id, 'cancelled');
    expect(performance.now() - start).toBeLessThan(5_000);
    const again = await sidecar.post<Problem>(`/v1/jobs/${job.id}/cancel`);
    expect([again.status, again.body.code]).toEqual([409, 'job_ended']);
    const missing = await sidecar.post<Problem>('/v1/jobs/no-such/cancel');
    expect([missing.status, missing.body.code]).toEqual([404, 'job_not_found']);
  }, 30_000);

  it('should run no more jobs than allowed, and one follower', async () => {
    const first = await sidecar.startJob({ type: 'train', index: pattern, backfill: false });
    const second = await sidecar.startJob({ type: 'train', index: pattern, backfill: false });
    const third = await sidecar.post<Problem>('/v1/jobs', { type: 'train', index: pattern });
    expect([third.status, third.body.code]).toEqual([429, 'too_many_jobs']);
    expect(third.headers.get('retry-after')).toBe('10');
    const follow = await sidecar.post<Problem>('/v1/jobs', { type: 'follow' });
    expect([follow.status, follow.body.code]).toEqual([409, 'already_following']);
    const ids = [await sidecar.jobEnds(first.id), await sidecar.jobEnds(second.id)];
    expect(ids.map(({ model }) => model).sort()).toEqual(['server-logs-v3', 'server-logs-v4']);
  }, 60_000);

  it('should stop on SIGTERM, and take up in the next process what was not ended', async () => {
    expect((await status()).follower).not.toBeNull();
    const train = await sidecar.startJob({ type: 'train', index: pattern, name: 'stopped' });
    await delay(200);
    expect(await sidecar.stop()).toBe(0);
    await addDocuments(client, index, logDocuments(7, Date.now(), 1));
    sidecar = await SidecarProcess.start({ ...env, ANOMALIES_AUTO_FOLLOW: 'true' });
    const failed = await sidecar.job(train.id);
    expect(failed).toMatchObject({
      state: 'failed',
      error: 'The sidecar stopped; start it again.',
    });
    const before = (await resultsOf(client)).lines;
    await sidecar.waitUntil(async () => (await resultsOf(client)).lines >= LINES + 127, 20_000);
    expect(before).toBeLessThanOrEqual(LINES + 127);
    expect((await resultsOf(client)).lines).toBe(LINES + 127);
  }, 60_000);

  it('should leave a follower ended that a user has cancelled', async () => {
    const { follower } = await status();
    await sidecar.post(`/v1/jobs/${follower?.id}/cancel`);
    await sidecar.jobEnds(follower?.id ?? '', 'cancelled');
    await sidecar.stop();
    sidecar = await SidecarProcess.start({ ...env, ANOMALIES_AUTO_FOLLOW: 'true' });
    await delay(500);
    expect((await status()).follower).toBeNull();
  }, 60_000);

  it('should never have written to the logs', async () => {
    const { _all: all } = await client.indices.stats({ index: pattern, metric: 'indexing' });
    expect(all.primaries?.indexing?.index_total).toBe(LINES + 50 + 20 + 10 + 10 + 7);
    const aliases = await client.indices.get({ index: pattern });
    expect(Object.keys(aliases)).toEqual([index]);
  });
});
