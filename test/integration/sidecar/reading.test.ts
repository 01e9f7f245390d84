import { planSample, readSample } from '../../../sidecar/sources/elasticsearch/sample';
import { SEQ_BLOCK, SeqReader } from '../../../sidecar/sources/elasticsearch/seq_reader';
import {
  listShards,
  requireShards,
  shardKey,
  shardPositions,
} from '../../../sidecar/sources/elasticsearch/shards';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const LINES = 25_000;
const DELETED = 11_000;

elasticsearch.describe('reading by sequence number', () => {
  const { client, prefix } = elasticsearch;
  const index = `${prefix}logs-1`;
  const startMs = Date.UTC(2026, 0, 1);
  const retry = { giveUpAfterMs: 5_000 };

  beforeAll(async () => {
    await client.indices.create({ index, settings: { refresh_interval: '7s' } });
    const documents = Array.from({ length: LINES }, (_, n) => ({
      '@timestamp': new Date(startMs + n * 1_000).toISOString(),
      n,
      unwanted: 'x',
    }));
    await addDocuments(client, index, documents);
    // From the end of the first block to within the second, so that a whole page is missing.
    const { hits } = await client.search({
      index,
      size: 10_000,
      query: { range: { n: { gte: 5_000, lt: 5_000 + DELETED } } },
      _source: false,
    });
    const more = await client.search({
      index,
      size: 1_000,
      query: { range: { n: { gte: 15_000, lt: 16_000 } } },
      _source: false,
    });
    const ids = [...hits.hits, ...more.hits.hits].map(({ _id }) => _id ?? '');
    await client.bulk({
      operations: [...new Set(ids)].map((_id) => ({ delete: { _index: index, _id } })),
      refresh: true,
    });
  }, 60_000);

  const reader = async (options = {}) => {
    const [shard] = await listShards(client, index, retry);
    return new SeqReader(client, shard, { pageSize: 4_000, retry, ...options });
  };

  it('should list shards with what tells them apart', async () => {
    const [shard] = await requireShards(client, `${prefix}logs-*`, retry);
    expect(shard).toMatchObject({ indexName: index, shard: 0, refreshIntervalMs: 7_000 });
    const positions = await shardPositions(client, `${prefix}logs-*`, retry);
    const last = LINES + DELETED - 1;
    expect(positions.get(shardKey(shard))).toMatchObject({
      maxSeqNo: last,
      localCheckpoint: last,
    });
    expect(await listShards(client, 'no-such-*', retry)).toEqual([]);
    expect(await listShards(client, 'no-such', retry)).toEqual([]);
    await expect(requireShards(client, 'no-such', retry)).rejects.toThrow('No index matches');
  });

  it('should read every line once, in order, over gaps, no page across the border of a block', async () => {
    const seqReader = await reader({ fields: ['n'] });
    const seen: number[] = [];
    for (let from = 0; from < LINES;) {
      const page = await seqReader.read(from, LINES);
      expect(page.nextSeqNo).toBeGreaterThan(from);
      const blocks = page.lines.map(({ seqNo }) => Math.floor(seqNo / SEQ_BLOCK));
      expect(new Set(blocks).size).toBeLessThanOrEqual(1);
      expect(page.fromSeqNo).toBeGreaterThanOrEqual(from);
      for (const { source, seqNo } of page.lines) {
        expect(source).toEqual({ n: seqNo });
        seen.push(seqNo);
      }
      from = page.nextSeqNo;
    }
    expect(seen).toHaveLength(LINES - DELETED);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('should read fewer lines at once where they are too large, and recover', async () => {
    const small = new (await import('@elastic/elasticsearch')).Client({
      node: elasticsearch.url,
      maxResponseSize: 40_000,
    });
    const [shard] = await listShards(client, index, retry);
    const seqReader = new SeqReader(small, shard, { pageSize: 1_000, retry });
    const page = await seqReader.read(0, 2_000);
    expect(page.lines.length).toBeGreaterThan(10);
    expect(page.lines.length).toBeLessThan(1_000);
    expect(page.oversize).toBe(0);
    await small.close();
  });

  it('should know the extent of a period', async () => {
    const timeRange = {
      field: '@timestamp',
      fromMs: startMs + 100_000,
      toMs: startMs + 200_000,
    };
    const extent = await (await reader({ timeRange })).extent();
    expect(extent).toEqual({ lines: 100, minSeqNo: 100, maxSeqNo: 199 });
    const nothing = await (await reader({ timeRange: { ...timeRange, toMs: 0 } })).extent();
    expect(nothing).toEqual({ lines: 0, minSeqNo: Infinity, maxSeqNo: -1 });
  });

  it('should sample evenly, and the same lines each time', async () => {
    const shards = await listShards(client, index, retry);
    const options = {
      maxLines: 4_000,
      pageSize: 5_000,
      retry,
      timeRange: { field: '@timestamp', fromMs: startMs + 16_000_000 },
    };
    const plan = await planSample(client, shards, options);
    expect([plan.lines, plan.linesInPeriod]).toEqual([4_000, 9_000]);
    const sample = async () => {
      const numbers: number[] = [];
      for await (const lines of readSample(client, plan, options)) {
        numbers.push(...lines.map(({ source }) => Number(source.n)));
      }
      return numbers;
    };
    const numbers = await sample();
    expect(numbers).toHaveLength(4_000);
    expect(new Set(numbers).size).toBe(4_000);
    for (let third = 0; third < 3; third++) {
      const from = 16_000 + third * 3_000;
      const within = numbers.filter((n) => n >= from && n < from + 3_000).length;
      expect(Math.abs(within - 4_000 / 3)).toBeLessThan(300);
    }
    expect(await sample()).toEqual(numbers);
    const all = await planSample(client, shards, { ...options, maxLines: 1_000_000 });
    expect([all.lines, all.linesInPeriod]).toEqual([9_000, 9_000]);
  });

  it('should pass over an index that is deleted meanwhile', async () => {
    const gone = `${prefix}logs-2`;
    await addDocuments(client, gone, [{ n: 1 }, { n: 2 }]);
    const shards = await listShards(client, `${prefix}logs-*`, retry);
    const options = { maxLines: 100_000, pageSize: 5_000, retry };
    const plan = await planSample(client, shards, options);
    await client.indices.delete({ index: gone });
    const names: string[] = [];
    let lines = 0;
    for await (const batch of readSample(client, plan, options, (name) => names.push(name))) {
      lines += batch.length;
    }
    expect(names).toEqual([gone]);
    expect(lines).toBe(LINES - DELETED);
  });
});
