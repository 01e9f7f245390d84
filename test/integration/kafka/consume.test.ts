import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumerStatus } from '../../../common/api/consumer/schema';
import type { Status } from '../../../common/api/status/schema';
import { STATE_INDICES } from '../../../common/indices';
import type { Checkpoint } from '../../../sidecar/store/stores';
import { numberFrom } from '../faults/number_from';
import { useElasticsearch } from '../helpers/elasticsearch';
import { useKafka, type TestMessage } from '../helpers/kafka';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

/** As long as `npm run test:faults` has it. */
const OUTAGE_MS = numberFrom('ANOMALIES_FAULT_OUTAGE_SECONDS', 12) * 1_000;
const elasticsearch = useElasticsearch();
const ROOT = path.join(__dirname, '../../..');
const HOSTS = 8;
const PARTITIONS = 4;
const LINES = 16_000;
const START_MS = Date.now() - 86_400_000;

interface Line {
  '@timestamp': string;
  message: string;
  host: { name: string };
  process: { name: string };
}

/** Lines of several hosts in turn. */
function lines(count: number, startMs = START_MS): Line[] {
  return logDocuments(count, startMs, 1_000).map((document, i) => ({
    ...document,
    host: { name: `host-${i % HOSTS}` },
  }));
}

/** Keyed by host, so that the lines of a host stay in one partition. */
const asMessages = (documents: readonly Line[]): TestMessage[] =>
  documents.map((document) => ({ key: document.host.name, value: JSON.stringify(document) }));

/** How many lines each minute, host and service has. */
function byMinute(documents: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const document of documents) {
    const minute = `${document['@timestamp'].slice(0, 16)}:00.000Z`;
    const key = `${minute}|${document.host.name}|${document.process.name}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

elasticsearch.describe('consuming Kafka', () => {
  const { client, url, prefix } = elasticsearch;
  const kafka = useKafka();
  const running: SidecarProcess[] = [];
  const documents = lines(LINES);
  /** Flagged lines among the documents, as an undisturbed run finds them. */
  let flagged = 0;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, `${prefix}logs`, lines(20_000, START_MS - 3 * 86_400_000));
    const trainer = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    await trainer.runJob({
      type: 'train',
      index: `${prefix}logs`,
      backfill: false,
      alert_budget_per_day: 500,
    });
    await trainer.stop();
  }, 240_000);

  afterEach(async () => {
    await Promise.all(running.splice(0).map((sidecar) => sidecar.stop()));
    for (const name of ['server-logs', 'rollup-server-logs'])
      await elasticsearch.deleteIndices(`anomalies-${name}-*`);
  }, 60_000);

  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  const settings = (topics: string, group: string, more: Record<string, string> = {}) => ({
    ELASTICSEARCH_URL: url,
    KAFKA_BROKERS: kafka.broker,
    ANOMALIES_KAFKA_TOPICS: topics,
    ANOMALIES_KAFKA_GROUP: group,
    ANOMALIES_KAFKA_SESSION_TIMEOUT_MS: '4000',
    ANOMALIES_BATCH_SIZE: '500',
    ...more,
  });

  async function start(env: Record<string, string>): Promise<SidecarProcess> {
    const sidecar = await SidecarProcess.launch(env);
    running.push(sidecar);
    return sidecar;
  }

  async function statusOf(sidecar: SidecarProcess): Promise<ConsumerStatus> {
    const { consumer } = (await sidecar.get<Status>('/v1/status')).body;
    if (!consumer) throw new Error('This sidecar consumes nothing.');
    return consumer;
  }

  /** Waits until the group has scored everything. */
  async function allScored(topic: string, group: string, partitions: number, total: number) {
    const [sidecar] = running;
    await sidecar.waitUntil(async () => {
      const offsets = await kafka.committed(group, topic, partitions);
      return offsets.reduce<number>((sum, offset) => sum + (offset ?? 0), 0) >= total;
    }, 120_000);
  }

  /** Every line is counted once, and what is flagged is what an undisturbed run flags. */
  async function expectExactlyOnce(expected: readonly Line[], expectedFlagged: number) {
    const results = await resultsOf(client);
    expect(results.lines).toBe(expected.length);
    expect(results.byMinute).toEqual(byMinute(expected));
    expect(results.patternLines).toBe(expected.length);
    expect(results.flagged).toBe(expectedFlagged);
    expect(results.rollupFlagged).toBe(expectedFlagged);
    return results;
  }

  async function checkpointsOf(group: string) {
    await client.indices.refresh({ index: STATE_INDICES.checkpoints });
    const { hits } = await client.search<{ checkpoint?: Checkpoint }>({
      index: STATE_INDICES.checkpoints,
      size: 1_000,
      query: { term: { key: `consume:${group}` } },
    });
    return hits.hits.flatMap(({ _id, _source }) =>
      _source?.checkpoint ? [{ id: _id ?? '', ..._source, checkpoint: _source.checkpoint }] : [],
    );
  }

  it('scores every line once, commits offsets, and writes flagged lines to the output topic', async () => {
    await kafka.createTopic('plain', PARTITIONS);
    await kafka.createTopic('flagged', 1);
    await kafka.produce('plain', asMessages(documents));
    const env = settings('plain:json', 'plain', { ANOMALIES_KAFKA_OUTPUT_TOPIC: 'flagged' });
    const sidecar = await start(env);
    await allScored('plain', 'plain', PARTITIONS, LINES);
    const results = await resultsOf(client);
    ({ flagged } = results);
    expect(flagged).toBeGreaterThan(10);
    await expectExactlyOnce(documents, flagged);
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).lag === 0);
    const status = await statusOf(sidecar);
    expect(status).toMatchObject({
      phase: 'Consuming',
      error: null,
      lines_done: LINES,
      lines_flagged: flagged,
      dead_letters: 0,
    });
    expect(status.partitions).toHaveLength(PARTITIONS);
    const written = await kafka.read('flagged');
    expect(written.map(({ headers }) => headers['anomalies-id']).sort()).toEqual(results.ids);
    expect(JSON.parse(written[0].value ?? '')).toMatchObject({
      host: { name: written[0].key },
      source: { index: 'plain' },
      anomaly: { suppressed: false },
    });
  }, 180_000);

  it('reads raw lines, JSON documents and both in one topic', async () => {
    for (const topic of ['raw', 'json', 'mixed']) await kafka.createTopic(topic, 2);
    const part = documents.slice(0, 600);
    const raw = part.map(({ '@timestamp': time, host, message }): TestMessage => ({
      key: host.name,
      value: message,
      timestampMs: Date.parse(time),
    }));
    await kafka.produce('raw', raw);
    await kafka.produce('json', asMessages(part));
    await kafka.produce('mixed', [...raw.slice(0, 300), ...asMessages(part.slice(300))]);
    await start(settings('raw:raw,json:json,mixed', 'kinds'));
    for (const topic of ['raw', 'json', 'mixed']) await allScored(topic, 'kinds', 2, part.length);
    const { byMinute: found, lines: total } = await resultsOf(client);
    expect(total).toBe(3 * part.length);
    const rawMinutes: Record<string, number> = {};
    const service = (key: string) => key.slice(key.lastIndexOf('|') + 1);
    for (const [key, count] of Object.entries(found)) {
      const place = key.slice(0, key.lastIndexOf('|'));
      if (service(key) === 'sshd') continue;
      rawMinutes[place] = (rawMinutes[place] ?? 0) + count;
    }
    // Raw lines have the host of their key and no service: 600 of one topic, 300 of the other.
    expect(Object.values(rawMinutes).reduce((sum, count) => sum + count, 0)).toBe(900);
    expect(Object.keys(rawMinutes).every((place) => /\|host-\d$/.test(place))).toBe(true);
  }, 120_000);

  it('sends what cannot be scored to the dead letter topic, with the reason, and goes on', async () => {
    await kafka.createTopic('poison', 1);
    await kafka.createTopic('dead', 1);
    const good = documents.slice(0, 40);
    const bad: TestMessage[] = [
      { key: 'k1', value: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) },
      { key: 'k2', value: JSON.stringify({ message: 'x'.repeat(5_000) }) },
      { key: 'k3', value: '{"message": "cut off' },
      { key: 'k4', value: null },
      { key: 'k5', value: '[1, 2]' },
      { key: 'k6', value: '{"no": "text"}' },
      { key: 'k7', value: '{"message": "when?", "@timestamp": "yesterday"}' },
      { key: null, value: '{"message": "far", "@timestamp": "2199-01-01T00:00:00Z"}' },
    ];
    await kafka.produce('poison', [
      ...asMessages(good.slice(0, 20)),
      ...bad,
      ...asMessages(good.slice(20)),
    ]);
    const sidecar = await start(
      settings('poison:json', 'poison', {
        ANOMALIES_KAFKA_DEAD_LETTER_TOPIC: 'dead',
        ANOMALIES_KAFKA_MAX_MESSAGE_BYTES: '4096',
      }),
    );
    await allScored('poison', 'poison', 1, good.length + bad.length);
    const results = await resultsOf(client);
    expect(results.byMinute).toEqual(byMinute(good));
    const dead = await kafka.read('dead');
    const letters = dead.map(({ key, headers }) => [
      key,
      headers['anomalies-reason'],
      headers['anomalies-topic'],
      headers['anomalies-partition'],
      headers['anomalies-offset'],
    ]);
    expect(letters.sort((a, b) => Number(a[4]) - Number(b[4]))).toEqual([
      ['k1', 'not UTF-8', 'poison', '0', '20'],
      ['k2', 'longer than 4096 bytes', 'poison', '0', '21'],
      ['k3', 'not a JSON object', 'poison', '0', '22'],
      ['k4', 'no value (a tombstone)', 'poison', '0', '23'],
      ['k5', 'not a JSON object', 'poison', '0', '24'],
      ['k6', 'no message', 'poison', '0', '25'],
      ['k7', 'time not readable', 'poison', '0', '26'],
      [null, 'time more than a day in the future', 'poison', '0', '27'],
    ]);
    expect(dead.find(({ key }) => key === 'k3')?.value).toBe('{"message": "cut off');
    // Counted once the checkpoint is saved, which is after they are in the topic.
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).dead_letters >= bad.length);
    const status = await statusOf(sidecar);
    expect(status.dead_letters).toBe(bad.length);
    expect(status.skipped).toMatchObject({ 'not UTF-8': 1, 'not a JSON object': 2 });
  }, 120_000);

  it('shares partitions with a second sidecar in the middle of the work, and takes them back', async () => {
    await kafka.createTopic('shared', PARTITIONS);
    // Small batches, and lines that come all the time until the second one has joined, however long its start takes.
    const env = settings('shared', 'shared', { ANOMALIES_BATCH_SIZE: '100' });
    const messages = asMessages(documents);
    const first = await start(env);
    let hasJoined = false;
    const produced = (async () => {
      for (let from = 0; from < LINES;) {
        const count = hasJoined || from >= LINES / 2 ? 2_000 : 50;
        if (count > 50) await first.waitUntil(async () => hasJoined);
        await kafka.produce('shared', messages.slice(from, from + count));
        from += count;
        await delay(100);
      }
    })();
    await first.waitUntil(async () => (await statusOf(first)).lines_done >= 200);
    const second = await start(env);
    await second.waitUntil(async () => (await statusOf(second)).partitions.length === 2);
    hasJoined = true;
    await second.waitUntil(async () => (await statusOf(second)).lines_done >= 300);
    expect((await statusOf(second)).partitions).toHaveLength(2);
    expect((await statusOf(first)).partitions).toHaveLength(2);
    running.splice(running.indexOf(first), 1);
    const stopped = first.stop();
    await produced;
    await stopped;
    await allScored('shared', 'shared', PARTITIONS, LINES);
    await second.waitUntil(async () => (await statusOf(second)).partitions.length === PARTITIONS);
    await expectExactlyOnce(documents, flagged);
    const checkpoints = await checkpointsOf('shared');
    const total = checkpoints.reduce((sum, { checkpoint }) => sum + checkpoint.lines, 0);
    expect(total).toBe(LINES);
  }, 180_000);

  it('counts nothing twice that is delivered again', async () => {
    await kafka.createTopic('again', PARTITIONS);
    await kafka.produce('again', asMessages(documents));
    const env = settings('again', 'again');
    const first = await start(env);
    await allScored('again', 'again', PARTITIONS, LINES);
    running.pop();
    await first.stop();
    const before = await expectExactlyOnce(documents, flagged);
    // The commits are lost.
    await kafka.resetOffsets('again', 'again', new Array<number>(PARTITIONS).fill(0));
    // So is what was noted of the last batches: they are written, and nobody knows.
    for (const { id, checkpoint, ...document } of await checkpointsOf('again')) {
      const nextSeqNo = Math.max(0, checkpoint.nextSeqNo - 700);
      const back = { ...checkpoint, nextSeqNo };
      await client.index({
        index: STATE_INDICES.checkpoints,
        id,
        document: { ...document, next_seq_no: nextSeqNo, checkpoint: back },
        refresh: true,
      });
    }
    const second = await start(env);
    await second.waitUntil(async () => {
      const { lag, lines_done: done } = await statusOf(second);
      return lag === 0 && done === 700 * PARTITIONS;
    });
    expect(await expectExactlyOnce(documents, flagged)).toEqual(before);
    const more = lines(400, Date.now() - 3_600_000);
    await kafka.produce('again', asMessages(more));
    await allScored('again', 'again', PARTITIONS, LINES + more.length);
    const { byMinute: found } = await resultsOf(client);
    expect(found).toEqual(byMinute([...documents, ...more]));
  }, 180_000);

  it('goes on after SIGKILL without losing or doubling a line', async () => {
    await kafka.createTopic('killed', PARTITIONS);
    await kafka.produce('killed', asMessages(documents));
    const env = settings('killed', 'killed', { ANOMALIES_BATCH_SIZE: '200' });
    for (let kill = 0; kill < 3; kill++) {
      const sidecar = await start(env);
      await sidecar.waitUntil(async () => (await statusOf(sidecar)).lines_done >= 1_000);
      // Somewhere within a batch: between its write, its checkpoint and its commit.
      await delay(Math.random() * 60);
      running.pop();
      await sidecar.kill();
    }
    await start(env);
    await allScored('killed', 'killed', PARTITIONS, LINES);
    await expectExactlyOnce(documents, flagged);
  }, 180_000);

  it('waits while Kafka hangs or is down, and goes on by itself', async () => {
    await kafka.createTopic('outage', PARTITIONS);
    await kafka.produce('outage', asMessages(documents.slice(0, LINES / 2)));
    const env = settings('outage', 'outage', { ANOMALIES_BATCH_SIZE: '100' });
    const sidecar = await start(env);
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).lines_done >= 500);
    await kafka.freeze(OUTAGE_MS);
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).lines_done >= 1_000);
    const restarted = kafka.restart(OUTAGE_MS);
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).error !== null);
    await restarted;
    await kafka.produce('outage', asMessages(documents.slice(LINES / 2)));
    expect(await kafka.read('outage')).toHaveLength(LINES);
    await allScored('outage', 'outage', PARTITIONS, LINES);
    await expectExactlyOnce(documents, flagged);
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).error === null);
  }, 240_000);

  it('goes over to another model in the middle, each line scored by one', async () => {
    await kafka.createTopic('models', PARTITIONS);
    await kafka.produce('models', asMessages(documents.slice(0, LINES / 2)));
    const sidecar = await start(settings('models', 'models'));
    await sidecar.waitUntil(async () => (await sidecar.get('/readyz')).status === 200);
    const before = (await statusOf(sidecar)).model;
    const train = await sidecar.runJob({
      type: 'train',
      index: `${prefix}logs`,
      backfill: false,
      seed: 7,
    });
    await sidecar.waitUntil(async () => (await statusOf(sidecar)).model === train.model);
    expect(train.model).not.toBe(before);
    await kafka.produce('models', asMessages(documents.slice(LINES / 2)));
    await allScored('models', 'models', PARTITIONS, LINES);
    const results = await resultsOf(client);
    expect(results.byMinute).toEqual(byMinute(documents));
    const models = (await statusOf(sidecar)).partitions.map(({ model }) => model);
    expect(new Set(models)).toEqual(new Set([train.model]));
  }, 180_000);

  it('runs from the command line until the end of the topics', async () => {
    await kafka.createTopic('cli', 2);
    await kafka.produce('cli', asMessages(documents.slice(0, 500)));
    const args = ['consume', '--topics', 'cli', '--brokers', kafka.broker, '--group', 'cli'];
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(ROOT, 'sidecar/cli/main.ts'), ...args, '--until-end', '--json'],
      { cwd: ROOT, env: { PATH: process.env.PATH, ELASTICSEARCH_URL: url } },
    );
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    const [status] = (await once(child, 'exit')) as [number];
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ phase: 'Stopped', lines_done: 500, lag: 0 });
    expect((await resultsOf(client)).byMinute).toEqual(byMinute(documents.slice(0, 500)));
  }, 120_000);
});
