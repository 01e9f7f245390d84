import { setTimeout as delay } from 'node:timers/promises';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';
import { numberFrom } from './number_from';

/**
 * What goes wrong while lines arrive, and at the end every line is counted once and every anomaly is there once: compared
 * with a backfill that nothing disturbed. `npm run test:faults` does it at full length.
 */
const KILLS = numberFrom('ANOMALIES_FAULT_KILLS', 3);
const BURST_LINES = numberFrom('ANOMALIES_FAULT_BURST_LINES', 10_000);
const BURST_PARTS = 10;
const PAUSE_MS = 14_000;
const STRANGE_EVERY = 100;
const STRANGE = 'kernel: Out of memory: killed process';

const elasticsearch = useElasticsearch();

elasticsearch.describe('faults while following', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const env = {
    ELASTICSEARCH_URL: url,
    ANOMALIES_SOURCE_PATTERN: pattern,
    ANOMALIES_POLL_INTERVAL_MS: '100',
    ANOMALIES_BATCH_SIZE: '500',
  };
  const sidecars = new Set<SidecarProcess>();
  let sidecar: SidecarProcess;
  let follow: string;
  let written = 0;

  async function start(extra: Record<string, string> = {}): Promise<SidecarProcess> {
    const started = await SidecarProcess.start({ ...env, ...extra });
    sidecars.add(started);
    return started;
  }

  async function add(count: number, startMs = Date.now() - 60_000, host = 'web-1'): Promise<void> {
    const documents = logDocuments(count, startMs, 5, host).map((document, i) =>
      i % STRANGE_EVERY === 0 ? { ...document, message: `${STRANGE} ${written + i}` } : document,
    );
    await addDocuments(client, index, documents);
    written += count;
  }

  /** Lines as they come, while something else happens. */
  function keepAdding(everyMs: number, count: number) {
    let isOver = false;
    const done = (async () => {
      while (!isOver) {
        await add(count);
        await delay(everyMs);
      }
    })();
    return async () => {
      isOver = true;
      await done;
    };
  }

  const followed = (by: SidecarProcess, timeoutMs = 60_000) =>
    by.waitUntil(async () => (await by.job(follow)).lines_done === written, timeoutMs);

  /** Each line once, and what a run finds that nothing disturbs. */
  async function expectEachOnce(by: SidecarProcess): Promise<void> {
    await followed(by);
    const found = await resultsOf(client);
    expect(found.lines).toBe(written);
    expect(found.patternLines).toBe(written);
    expect(new Set(found.ids).size).toBe(found.ids.length);
    const { model } = await by.job(follow);
    const backfill = await by.startJob({ type: 'backfill', index: pattern, model });
    await by.jobEnds(backfill.id, 'succeeded', 300_000);
    const undisturbed = await resultsOf(client);
    expect(undisturbed.lines).toBe(written);
    expect(undisturbed.ids.length).toBeGreaterThanOrEqual(written / STRANGE_EVERY / 2);
    expect(found).toEqual(undisturbed);
  }

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const training = `${prefix}training`;
    await addDocuments(client, training, logDocuments(5_000, Date.now() - 86_400_000, 10_000));
    sidecar = await start();
    await sidecar.runJob({
      type: 'train',
      index: training,
      backfill: false,
      alert_budget_per_day: 500,
    });
    follow = (await sidecar.startJob({ type: 'follow', index: pattern })).id;
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).phase === 'Following');
  }, 90_000);

  afterAll(async () => {
    for (const one of sidecars) await one.kill();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it(`should survive SIGKILL at ${KILLS} random moments`, async () => {
    const stopAdding = keepAdding(150, 200);
    for (let kill = 0; kill < KILLS; kill++) {
      await sidecar.kill();
      sidecar = await start();
      await delay(Math.random() * 700);
    }
    await stopAdding();
    await expectEachOnce(sidecar);
  }, 600_000);

  it(`should keep up with a burst of ${BURST_LINES} lines`, async () => {
    for (let part = 0; part < BURST_PARTS; part++) {
      await add(BURST_LINES / BURST_PARTS, Date.now() - 60_000, `burst-${part}`);
    }
    await followed(sidecar, 180_000);
    await expectEachOnce(sidecar);
  }, 400_000);

  it('should wait where an index refuses writes, as with a full disk, and lose nothing', async () => {
    const blocked = `anomalies-*server-logs-*`;
    const block = (on: boolean | null, name: 'read_only_allow_delete' | 'write') =>
      client.indices.putSettings({ index: blocked, settings: { [`index.blocks.${name}`]: on } });
    for (const name of ['read_only_allow_delete', 'write'] as const) {
      await block(true, name);
      await add(700);
      await sidecar.waitUntil(async () => /blocked/.test((await sidecar.job(follow)).error ?? ''));
      await block(null, name);
      await followed(sidecar);
      expect((await sidecar.job(follow)).error).toBeNull();
    }
    expect((await sidecar.job(follow)).skipped).toEqual({});
    await expectEachOnce(sidecar);
  }, 120_000);

  it('should take lines that are late, out of order, from the future, and delivered twice', async () => {
    await add(300, Date.now() - 5 * 86_400_000, 'late');
    await add(300, Date.now() + 3_600_000, 'fast-clock');
    const documents = logDocuments(300, Date.now() - 60_000, 5, 'twice').reverse();
    const operations = documents.flatMap((document, i) => [
      { create: { _index: index, _id: `twice-${i}` } },
      document,
    ]);
    await client.bulk({ operations, refresh: true });
    written += documents.length;
    await followed(sidecar);
    const again = await client.bulk({ operations, refresh: true });
    expect(new Set(again.items.map((item) => item.create?.status))).toEqual(new Set([409]));
    await add(10);
    await expectEachOnce(sidecar);
  }, 120_000);

  it('should have one of two follow, whatever their clocks say', async () => {
    const clock = (hours: number) => ({
      NODE_OPTIONS: `--require ${require.resolve('./shifted_clock.cjs')}`,
      ANOMALIES_TEST_CLOCK_SHIFT_MS: String(hours * 3_600_000),
    });
    const others = [await start(clock(2)), await start(clock(-2))];
    await add(1_000);
    await followed(sidecar);
    for (const other of others) {
      expect((await other.post('/v1/jobs', { type: 'follow', index: pattern })).status).toBe(503);
    }
    await sidecar.kill();
    await add(500);
    // Which of them is left to chance; the other goes on waiting.
    await Promise.any(others.map((other) => followed(other)));
    const running = await Promise.all(
      others.map(
        async (other) =>
          (await other.get<{ follower: object | null }>('/v1/status')).body.follower !== null,
      ),
    );
    expect(running.filter(Boolean)).toHaveLength(1);
    for (const other of others) await other.kill();
    sidecar = await start();
    await expectEachOnce(sidecar);
  }, 180_000);

  it('should let another take over in 15 s from one that hangs, which then does no harm', async () => {
    const second = await start();
    const stopAdding = keepAdding(100, 400);
    await delay(1_000);
    sidecar.signal('SIGSTOP');
    const startMs = performance.now();
    await second.waitUntil(
      async () =>
        (await second.get<{ follower: object | null }>('/v1/status')).body.follower !== null,
    );
    expect(performance.now() - startMs).toBeLessThan(15_000);
    await delay(Math.max(0, PAUSE_MS - (performance.now() - startMs)));
    sidecar.signal('SIGCONT');
    await delay(3_000);
    await stopAdding();
    await expectEachOnce(second);
    expect((await sidecar.get<{ follower: object | null }>('/v1/status')).body.follower).toBeNull();
    await sidecar.kill();
    sidecar = second;
  }, 180_000);
});
