import type { IngestResponse } from '../../../common/api/ingest/schema';
import type { Problem } from '../../../common/api/problem';
import type { ScoreResponse } from '../../../common/api/score/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const DAY_MS = 86_400_000;

type Document = Record<string, unknown> & { event?: { id: string } };

elasticsearch.describe('POST /v1/ingest', () => {
  const { client, url, prefix } = elasticsearch;
  const logs = `${prefix}lines`;
  const pattern = `${logs}-*`;
  const atMs = Date.now() - DAY_MS;
  let sidecar: SidecarProcess;

  const ingest = (documents: unknown) => sidecar.post<IngestResponse>('/v1/ingest', documents);
  const statuses = ({ items }: IngestResponse) => items.map(({ status }) => status);
  const stored = async (id: string) => {
    await client.indices.refresh({ index: pattern });
    const { hits } = await client.search<Document>({
      index: pattern,
      query: { ids: { values: [id] } },
    });
    return hits.hits.map(({ _source }) => _source ?? {});
  };
  const lines = (count: number, name: string): Document[] =>
    logDocuments(count, atMs, 1_000).map((document, i) => ({
      ...document,
      event: { id: `${name}-${i}` },
    }));

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url, ANOMALIES_INGEST_PREFIX: logs });
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should write lines without a score while there is no model', async () => {
    const { status, body } = await ingest(lines(2, 'early'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: null, items: [{ id: 'early-0', status: 'created' }, {}] });
    expect(await stored('early-1')).toMatchObject([{ tags: ['_anomaly_score_failed'] }]);
  });

  it('should put on each line what POST /v1/score says of it, and write it once', async () => {
    await addDocuments(client, `${prefix}train`, logDocuments(6_000, atMs - 4 * DAY_MS, 30_000));
    await sidecar.runJob({ type: 'train', index: `${prefix}train`, backfill: false });
    const documents = lines(400, 'a');
    const { body } = await ingest(documents);
    const scored = await sidecar.post<ScoreResponse>('/v1/score', { lines: documents });
    const { model, threshold, results } = scored.body;
    expect(statuses(body)).toEqual(documents.map(() => 'created'));
    expect(body.items.map(({ score }) => score)).toEqual(
      results.map((result) => ('score' in result ? result.score : null)),
    );
    expect(await stored('a-399')).toEqual([
      { ...documents[399], anomaly: { ...results[399], model, threshold } },
    ]);

    const again = await ingest([...documents.slice(200), ...lines(1, 'b')]);
    expect(statuses(again.body)).toEqual([
      ...documents.slice(200).map(() => 'existing'),
      'created',
    ]);
    await client.indices.refresh({ index: pattern });
    const { count } = await client.count({ index: pattern });
    expect(count).toBe(2 + 400 + 1);
  });

  it('should give lines without an id one that a batch sent again has, too', async () => {
    const same = { '@timestamp': new Date(atMs).toISOString(), message: 'INFO the same line' };
    const first = await ingest([same, same]);
    const again = await ingest([same, same]);
    expect(statuses(first.body)).toEqual(['created', 'created']);
    expect(statuses(again.body)).toEqual(['existing', 'existing']);
    expect(again.body.items.map(({ id }) => id)).toEqual(first.body.items.map(({ id }) => id));
  });

  it('should keep lines of which Elasticsearch refuses a field, or whose time cannot be used', async () => {
    const index = `${logs}-${new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '.')}`;
    await client.indices.putMapping({ index, properties: { amount: { type: 'long' } } });
    const at = new Date(atMs).toISOString();
    const { body } = await ingest([
      { '@timestamp': at, message: 'INFO paid', amount: 'much', event: { id: 'refused' } },
      {
        '@timestamp': '2099-01-01T00:00:00Z',
        message: 'INFO from the future',
        event: { id: 'later' },
      },
      { message: 'INFO without a time', tags: 'one', event: { id: 'timeless' } },
      { '@timestamp': at, event: { id: 'textless' } },
    ]);
    expect(statuses(body)).toEqual(['created_bare', 'created', 'created', 'created']);
    expect(body.items[0].error).toMatch(/amount/);
    const [refused] = await stored('refused');
    expect(refused).toMatchObject({ '@timestamp': at, message: 'INFO paid', tags: ['_rejected'] });
    expect(refused.amount).toBeUndefined();
    expect(await stored('later')).toMatchObject([{ tags: ['_unparsed'] }]);
    expect(await stored('timeless')).toMatchObject([{ tags: ['one', '_unparsed'] }]);
    expect(await stored('textless')).toMatchObject([{ tags: ['_anomaly_score_failed'] }]);
  });

  it('should find the same anomalies in these lines as the follower, once each', async () => {
    await sidecar.runJob({ type: 'backfill', index: pattern });
    const { count } = await client.count({ index: pattern });
    const once = await resultsOf(client);
    // The line without a text is not scored.
    expect(once.lines).toBe(count - 1);
    await ingest(lines(400, 'a'));
    await sidecar.runJob({ type: 'backfill', index: pattern });
    expect(await resultsOf(client)).toEqual(once);
  });

  it('should want a batch again where it could not write it', async () => {
    await client.indices.putSettings({ index: pattern, settings: { 'index.blocks.write': true } });
    const blocked = await sidecar.post<Problem>('/v1/ingest', lines(1, 'blocked'));
    await client.indices.putSettings({ index: pattern, settings: { 'index.blocks.write': null } });
    expect([blocked.status, blocked.body.code]).toEqual([503, 'not_written']);
    expect(statuses((await ingest(lines(1, 'blocked'))).body)).toEqual(['created']);
  });

  it('should write no logs unless it was told to', async () => {
    const other = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    const { status, body } = await other.post<Problem>('/v1/ingest', lines(1, 'no'));
    await other.stop();
    expect([status, body.code]).toEqual([503, 'ingest_off']);
    expect(await stored('no-0')).toEqual([]);
  });

  it('should refuse what is no batch', async () => {
    for (const body of [[], {}, ['a line'], [null]]) {
      expect((await sidecar.post<Problem>('/v1/ingest', body)).status).toBe(400);
    }
  });
});
