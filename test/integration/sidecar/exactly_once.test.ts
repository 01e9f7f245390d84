import { setTimeout as delay } from 'node:timers/promises';
import type { PatternDescription } from '../../../common/anomaly';
import type { Job } from '../../../common/api/jobs/schema';
import { STATE_INDICES } from '../../../common/indices';
import { useElasticsearch } from '../helpers/elasticsearch';
import {
  addDocuments,
  logDocuments,
  resultsOf,
  SidecarProcess,
  type Results,
} from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const LINES_PER_INDEX = 10_000;
const KILLS = 3;

elasticsearch.describe('scoring exactly once', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const env = { ELASTICSEARCH_URL: url, ANOMALIES_BATCH_SIZE: '500' };
  let sidecar: SidecarProcess;
  let model: string;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const startMs = Date.now() - 2 * 86_400_000;
    for (const [place, name] of ['logs-1', 'logs-2'].entries()) {
      const index = prefix + name;
      await client.indices.create({
        index,
        settings: { number_of_shards: 2, number_of_replicas: 0 },
      });
      await addDocuments(
        client,
        index,
        logDocuments(LINES_PER_INDEX, startMs + place * 86_400_000, 3_000),
      );
    }
    sidecar = await SidecarProcess.start(env);
    const train = await sidecar.runJob({
      type: 'train',
      index: pattern,
      backfill: false,
      alert_budget_per_day: 200,
    });
    model = train.model ?? '';
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('goes on after SIGKILL where it was, and finds what an undisturbed run finds', async () => {
    await sidecar.runJob({ type: 'backfill', index: pattern, model });
    const undisturbed = await resultsOf(client);
    expect(undisturbed.lines).toBe(2 * LINES_PER_INDEX);
    expect(undisturbed.ids.length).toBeGreaterThan(50);
    expect(undisturbed.flagged).toBe(undisturbed.rollupFlagged);
    expect(undisturbed.patternLines).toBe(undisturbed.lines);
    expect(await describedPatterns()).toEqual(expect.arrayContaining(patternIdsOf(undisturbed)));
    await elasticsearch.deleteIndices('anomalies-server-logs-*');
    await elasticsearch.deleteIndices('anomalies-rollup-server-logs-*');

    const job = await sidecar.startJob({ type: 'backfill', index: pattern, model });
    let seen: Job = job;
    for (let kill = 1; kill <= KILLS; kill++) {
      await sidecar.waitUntil(async () => {
        seen = await sidecar.job(job.id);
        return seen.state !== 'running' || seen.lines_done >= kill * 4_000;
      });
      // Somewhere within a batch: between its bulk request, its checkpoint and the next read.
      await delay(Math.random() * 60);
      expect(seen.state).toBe('running');
      await sidecar.kill();
      sidecar = await SidecarProcess.start(env);
    }
    const ended = await sidecar.jobEnds(job.id);
    expect(ended.lines_done).toBe(2 * LINES_PER_INDEX);
    expect(ended.lines_flagged).toBe(undisturbed.flagged);
    expect(await resultsOf(client)).toEqual(undisturbed);
  }, 180_000);

  it('replaces what another model found in the same lines', async () => {
    const before = await resultsOf(client);
    const train = await sidecar.runJob({
      type: 'train',
      index: pattern,
      seed: 7,
      alert_budget_per_day: 100,
    });
    const after = await resultsOf(client);
    expect(after.lines).toBe(2 * LINES_PER_INDEX);
    expect(after.flagged).toBe(train.lines_flagged);
    expect(after.byMinute).toEqual(before.byMinute);
    expect(after.patternLines).toBe(after.lines);
    expect(after.ids.filter((id) => before.ids.includes(id))).toEqual([]);
  }, 120_000);

  it('goes on following after SIGKILL without losing or doubling a line', async () => {
    const before = await resultsOf(client);
    const index = `${prefix}logs-live`;
    const job = await sidecar.startJob({ type: 'follow', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).phase === 'Following');
    const startMs = Date.now() - 3_600_000;
    const total = 6_000;
    const written = (async () => {
      for (let start = 0; start < total; start += 750) {
        await addDocuments(client, index, logDocuments(750, startMs + start * 100, 100, 'live'));
        await delay(300);
      }
    })();
    for (let kill = 0; kill < 3; kill++) {
      await delay(400 + Math.random() * 300);
      await sidecar.kill();
      sidecar = await SidecarProcess.start(env);
    }
    await written;
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).lines_done >= total);
    const after = await resultsOf(client);
    expect(after.lines - before.lines).toBe(total);
    expect(after.patternLines).toBe(after.lines);
    expect(await describedPatterns()).toEqual(expect.arrayContaining(patternIdsOf(after)));
    expect((await sidecar.job(job.id)).lines_done).toBe(total);
    expect(new Set(after.ids).size).toBe(after.ids.length);
  }, 120_000);

  it('counts patterns over again where a backfill replaced a part of the time only', async () => {
    const before = await resultsOf(client);
    const from = new Date(Date.now() - 30 * 3_600_000 + 17 * 60_000).toISOString();
    const to = new Date(Date.now() - 20 * 3_600_000 + 41 * 60_000).toISOString();
    await sidecar.runJob({ type: 'backfill', index: pattern, model, from, to });
    const after = await resultsOf(client);
    expect(after.byMinute).toEqual(before.byMinute);
    expect(after.patternLines).toBe(after.lines);
    expect(after.ids).not.toEqual(before.ids);
  }, 120_000);

  const patternIdsOf = ({ byPattern }: Results): string[] => [
    ...new Set(Object.keys(byPattern).map((key) => key.slice(key.lastIndexOf('|') + 1))),
  ];

  async function describedPatterns(): Promise<string[]> {
    await client.indices.refresh({ index: STATE_INDICES.patterns });
    const { hits } = await client.search<PatternDescription>({
      index: STATE_INDICES.patterns,
      size: 10_000,
    });
    return hits.hits.flatMap(({ _id, _source }) => (_source?.pattern.text && _id ? [_id] : []));
  }
});
