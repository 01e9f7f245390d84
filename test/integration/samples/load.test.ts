import { setTimeout as delay } from 'node:timers/promises';
import type * as Load from '../../../dev/samples/load.mjs' with { 'resolution-mode': 'import' };
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();
const LOADED_LINES = 10_000 + 7_121 - 1_500;

elasticsearch.describe('the sample logs', () => {
  const { client, url } = elasticsearch;
  let load: typeof Load;

  beforeAll(async () => {
    load = await import('../../../dev/samples/load.mjs');
  });

  it('are loaded once, however often and whenever it is asked for', async () => {
    const indexPrefix = `${elasticsearch.prefix}logs`;
    const progress: string[] = [];
    const now = new Date();
    const first = await load.loadSamples({
      elasticsearchUrl: url,
      indexPrefix,
      now,
      onProgress: (message) => progress.push(message),
    });
    expect(first).toEqual({ added: LOADED_LINES, present: 0 });
    expect(progress.at(-1)).toBe('15,621 of 15,621 lines loaded');

    const dayLater = new Date(now.getTime() + 86_400_000);
    const second = await load.loadSamples({ elasticsearchUrl: url, indexPrefix, now: dayLater });
    expect(second).toEqual({ added: 0, present: LOADED_LINES });
    expect((await client.count({ index: `${indexPrefix}-*` })).count).toBe(LOADED_LINES);

    // As if the first load had been interrupted.
    const { hits } = await client.search({
      index: `${indexPrefix}-*`,
      size: 3,
      sort: [{ '@timestamp': 'desc' }],
    });
    for (const { _id, _index } of hits.hits) {
      await client.delete({ id: String(_id), index: _index, refresh: true });
    }
    const third = await load.loadSamples({ elasticsearchUrl: url, indexPrefix, now: dayLater });
    expect(third).toEqual({ added: 3, present: LOADED_LINES - 3 });

    type Terms = { buckets: Array<{ key: string; doc_count: number }> };
    const answer = await client.search<unknown, { hosts: Terms; end: { value: number } }>({
      index: `${indexPrefix}-*`,
      size: 0,
      aggs: {
        hosts: { terms: { field: 'host.name' } },
        end: { max: { field: '@timestamp' } },
      },
    });
    expect(answer.aggregations?.hosts.buckets).toEqual([
      { key: 'web-1', doc_count: 8_650 },
      { key: 'ip-10-77-20-248', doc_count: 6_971 },
    ]);
    expect(answer.aggregations?.end.value).toBe(Math.floor(now.getTime() / 1000) * 1000);
  }, 60_000);

  it('leave an index template of the user as it is', async () => {
    const { installIndexTemplate } = await import('../../../dev/samples/index_template.mjs');
    const indexPrefix = `${elasticsearch.prefix}own`;
    await client.indices.putIndexTemplate({
      name: `${indexPrefix}-template`,
      index_patterns: [`${indexPrefix}-*`],
      priority: 90,
      template: { settings: { number_of_shards: 2 } },
    });
    await installIndexTemplate(client, indexPrefix);
    const { index_templates: found } = await client.indices.getIndexTemplate({
      name: `${indexPrefix}*`,
    });
    expect(found.map(({ name }) => name)).toEqual([`${indexPrefix}-template`]);
  });

  it('are replayed with the current time, attack and all, until told to stop', async () => {
    const indexPrefix = `${elasticsearch.prefix}live`;
    const abort = new AbortController();
    const startMs = Date.now();
    let written = 0;
    const replay = load.replayLive({
      elasticsearchUrl: url,
      indexPrefix,
      liveSeconds: 4,
      signal: abort.signal,
      onWritten: (lines) => (written += lines),
    });
    // The first round has 1,500 lines; more than that shows that it goes on.
    while (written <= 1_500 && Date.now() - startMs < 40_000) await delay(100);
    abort.abort();
    await replay;
    expect(written).toBeGreaterThan(1_500);

    await client.indices.refresh({ index: `${indexPrefix}-*` });
    const recent = await client.count({
      index: `${indexPrefix}-*`,
      query: {
        range: { '@timestamp': { gte: startMs, lte: Date.now(), format: 'epoch_millis' } },
      },
    });
    expect(recent.count).toBeGreaterThanOrEqual(written);
    const attack = await client.count({
      index: `${indexPrefix}-*`,
      query: { match_phrase: { message: 'Failed password for root' } },
    });
    expect(attack.count).toBeGreaterThanOrEqual(15);
    const atStop = (await client.count({ index: `${indexPrefix}-*` })).count;
    await delay(1_500);
    await client.indices.refresh({ index: `${indexPrefix}-*` });
    expect((await client.count({ index: `${indexPrefix}-*` })).count).toBe(atStop);
  }, 60_000);
});
