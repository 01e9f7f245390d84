import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, errors } from '@elastic/elasticsearch';
import type * as Module from '../../../dev/elasticsearch/embedded.mjs' with {
  'resolution-mode': 'import',
};
import { useElasticsearch } from '../helpers/elasticsearch';

type Embedded = typeof Module;
type Running = Awaited<ReturnType<Embedded['startElasticsearch']>>;

const shared = useElasticsearch();
const START_TIMEOUT_MS = 180_000;

/** @returns whether there is a process of that id */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

shared.describe('what the product needs of Elasticsearch', () => {
  const { client, prefix } = shared;
  const index = `${prefix}lines`;
  const LINES = 250;
  const START_MS = Date.parse('2024-03-01T00:00:00Z');

  beforeAll(async () => {
    await client.indices.putIndexTemplate({
      name: `${prefix}template`,
      index_patterns: [`${prefix}*`],
      priority: 500,
      template: {
        settings: { number_of_shards: 1, number_of_replicas: 0 },
        mappings: {
          properties: {
            '@timestamp': { type: 'date' },
            message: { type: 'text' },
            host: { properties: { name: { type: 'keyword' } } },
            score: { type: 'float' },
          },
        },
      },
    });
    const operations = Array.from({ length: LINES }, (_, line) => [
      { create: { _id: `line-${line}` } },
      {
        '@timestamp': new Date(START_MS + line * 60_000).toISOString(),
        message: `request ${line} done`,
        host: { name: line % 5 === 0 ? 'db-1' : 'web-1' },
        score: line,
      },
    ]).flat();
    const answer = await client.bulk({ index, operations, refresh: true });
    expect(answer.errors).toBe(false);
  });

  it('answers what Logstash asks before it writes', async () => {
    const { license } = await client.license.get();
    expect(license).toMatchObject({ status: 'active', type: 'basic' });
  });

  it('answers GET / like a full distribution, so that clients accept it', async () => {
    const info = await client.info();
    expect(info.version.number).toBe('8.12.2');
    expect(info.version.build_flavor).toBe('default');
    expect(info.version.lucene_version).toMatch(/^9\./);
    expect(info.cluster_uuid).toHaveLength(22);
    expect(info.tagline).toBe('You Know, for Search');
  });

  it('applies a composable index template', async () => {
    const mapping = await client.indices.getMapping({ index });
    expect(mapping[index].mappings.properties?.host).toEqual({
      properties: { name: { type: 'keyword' } },
    });
  });

  it('pages through a point in time with search_after, without loss or repetition', async () => {
    const { id } = await client.openPointInTime({ index, keep_alive: '1m' });
    // Written after the point in time was opened: must not be seen.
    await client.index({
      index,
      document: { '@timestamp': new Date(START_MS).toISOString(), message: 'late' },
      refresh: true,
    });
    const seen: string[] = [];
    let after: Array<string | number> | undefined;
    for (;;) {
      const page = await client.search({
        pit: { id, keep_alive: '1m' },
        size: 60,
        sort: ['@timestamp', '_shard_doc'],
        search_after: after,
        track_total_hits: false,
      });
      if (page.hits.hits.length === 0) break;
      seen.push(...page.hits.hits.map((hit) => hit._id as string));
      after = page.hits.hits.at(-1)?.sort as Array<string | number>;
    }
    expect(seen).toEqual(Array.from({ length: LINES }, (_, line) => `line-${line}`));
    expect((await client.closePointInTime({ id })).succeeded).toBe(true);
  });

  it('finds and sorts by sequence number on one shard, as following an index needs', async () => {
    const answer = await client.search({
      index,
      preference: '_shards:0',
      query: { range: { _seq_no: { gte: 100, lt: 110 } } },
      sort: [{ _seq_no: 'asc' }],
      seq_no_primary_term: true,
      track_total_hits: true,
    });
    expect(answer.hits.total).toEqual({ value: 10, relation: 'eq' });
    expect(answer.hits.hits.map((hit) => hit._seq_no)).toEqual(
      Array.from({ length: 10 }, (_, i) => 100 + i),
    );
    expect(answer.hits.hits.map((hit) => hit.sort)).toEqual(
      Array.from({ length: 10 }, (_, i) => [100 + i]),
    );
    const next = await client.search({
      index,
      preference: '_shards:0',
      size: 3,
      sort: [{ _seq_no: 'asc' }],
      search_after: [109],
      seq_no_primary_term: true,
    });
    expect(next.hits.hits.map((hit) => hit._seq_no)).toEqual([110, 111, 112]);
  });

  it('tells the highest sequence number of a shard', async () => {
    const answer = await client.search<unknown, { last: { value: number } }>({
      index,
      preference: '_shards:0',
      size: 0,
      aggs: { last: { max: { field: '_seq_no' } } },
    });
    expect(answer.aggregations?.last.value).toBeGreaterThanOrEqual(LINES - 1);
  });

  it('aggregates by time, host and highest score', async () => {
    interface Buckets<Bucket> {
      buckets: Bucket[];
    }
    type Host = { key: string; doc_count: number; worst: { value: number } };
    type Hour = { key: number; doc_count: number; hosts: Buckets<Host> };
    const answer = await client.search<unknown, { hours: Buckets<Hour> }>({
      index,
      size: 0,
      query: { exists: { field: 'score' } },
      aggs: {
        hours: {
          date_histogram: { field: '@timestamp', fixed_interval: '1h' },
          aggs: {
            hosts: {
              terms: { field: 'host.name' },
              aggs: { worst: { max: { field: 'score' } } },
            },
          },
        },
      },
    });
    const hours = answer.aggregations?.hours.buckets ?? [];
    expect(hours.map((hour) => hour.doc_count)).toEqual([60, 60, 60, 60, 10]);
    expect(hours[0].key).toBe(START_MS);
    expect(hours[0].hosts.buckets).toEqual([
      { key: 'web-1', doc_count: 48, worst: { value: 59 } },
      { key: 'db-1', doc_count: 12, worst: { value: 55 } },
    ]);
  });

  it('refuses a write on a version that another has changed meanwhile', async () => {
    const lease = `${prefix}lease`;
    const first = await client.index({ index: lease, id: 'follower', document: { score: 1 } });
    const version = {
      if_seq_no: first._seq_no,
      if_primary_term: first._primary_term,
    };
    await client.index({ index: lease, id: 'follower', document: { score: 2 }, ...version });
    const late = client.index({ index: lease, id: 'follower', document: { score: 3 }, ...version });
    await expect(late).rejects.toMatchObject({ statusCode: 409 });
    await expect(
      client.create({ index: lease, id: 'follower', document: { score: 4 } }),
    ).rejects.toBeInstanceOf(errors.ResponseError);
    const kept = await client.get<{ score: number }>({ index: lease, id: 'follower' });
    expect(kept._source?.score).toBe(2);
  });
});

shared.describe('the embedded Elasticsearch', () => {
  let embedded: Embedded;
  let dataDir: string;
  const running: Running[] = [];

  beforeAll(async () => {
    embedded = await import('../../../dev/elasticsearch/embedded.mjs');
    dataDir = await mkdtemp(join(tmpdir(), 'anomalies-embedded-'));
  });

  afterAll(async () => {
    for (const server of running) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<{ server: Running; client: Client }> {
    const port = await embedded.freePort();
    const server = await embedded.startElasticsearch({ port, dataDir, heapMb: 256 });
    running.push(server);
    return { server, client: new Client({ node: server.url }) };
  }

  it(
    'keeps its data over a stop and a start, and refuses data that are in use',
    async () => {
      const first = await start();
      await first.client.index({ index: 'kept', id: '1', document: { n: 1 } });
      await expect(start()).rejects.toMatchObject({
        name: 'ServerSetupError',
        code: 'data-in-use',
        message: expect.stringContaining(dataDir),
      });
      await first.server.stop();
      // 143 where Java's own answer to SIGTERM comes before the launcher's; its shutdown hook ran in both.
      expect([0, 143]).toContain(await first.server.exited);
      await expect(first.client.ping({}, { maxRetries: 0 })).rejects.toBeInstanceOf(
        errors.ConnectionError,
      );

      const second = await start();
      const kept = await second.client.get({ index: 'kept', id: '1' });
      expect(kept._source).toEqual({ n: 1 });
      await second.server.stop();
    },
    START_TIMEOUT_MS,
  );

  it(
    'ends when the process that started it is killed',
    async () => {
      const port = await embedded.freePort();
      const script = `
        import { startElasticsearch } from './dev/elasticsearch/embedded.mjs';
        const { pid } = await startElasticsearch({
          port: ${port},
          dataDir: ${JSON.stringify(join(dataDir, 'orphan'))},
          heapMb: 256,
        });
        process.send(pid);
      `;
      const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const [pid] = (await once(parent, 'message')) as [number];
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      const deadlineMs = Date.now() + 20_000;
      while (isAlive(pid) && Date.now() < deadlineMs) await delay(50);
      expect(isAlive(pid)).toBe(false);
    },
    START_TIMEOUT_MS,
  );

  it('says whose port it is when another program listens there', async () => {
    const port = Number(new URL(shared.url).port);
    await expect(embedded.startElasticsearch({ port, dataDir })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(`Port ${port}.*in use by Elasticsearch 8.12.2`),
      waysOut: expect.arrayContaining([
        expect.stringContaining(`ELASTICSEARCH_URL=http://127.0.0.1:${port}`),
        expect.stringContaining('ANOMALIES_ELASTICSEARCH_PORT'),
      ]),
    });

    const other: Server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const otherPort = (other.address() as { port: number }).port;
    await expect(embedded.startElasticsearch({ port: otherPort, dataDir })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining('in use by another program'),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it(
    'says why when it does not start',
    async () => {
      const port = await embedded.freePort();
      const start = embedded.startElasticsearch({
        port,
        dataDir: join(dataDir, 'wrong'),
        clusterName: 'not:allowed',
      });
      await expect(start).rejects.toMatchObject({
        code: 'did-not-start',
        message: expect.stringContaining("[cluster.name] must not contain ':'"),
      });
    },
    START_TIMEOUT_MS,
  );
});
