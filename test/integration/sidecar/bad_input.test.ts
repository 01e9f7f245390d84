import type { Problem } from '../../../common/api/problem';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const GOOD_LINES = 1_500;

elasticsearch.describe('bad input from Elasticsearch', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const at = new Date(Date.now() - 3_600_000).toISOString();
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await client.indices.create({
      index,
      mappings: {
        // Anything may stand in the fields, as under mappings that nobody made for logs.
        dynamic: false,
        properties: {
          '@timestamp': { type: 'date', ignore_malformed: true },
        },
      },
    });
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_MAX_RESPONSE_BYTES: '2000000',
    });
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should say that there is no such index, and that there are no lines', async () => {
    const job = await sidecar.startJob({ type: 'train', index: 'no-such-index' });
    const failed = await sidecar.jobEnds(job.id, 'failed');
    expect(failed.error).toContain('No index matches "no-such-index"');
    expect(failed.phase).toBe('Failed');
    const empty = await sidecar.startJob({ type: 'train', index: pattern });
    expect((await sidecar.jobEnds(empty.id, 'failed')).error).toContain('There are no lines');
    const own = await sidecar.startJob({ type: 'train', index: 'anomalies-*' });
    expect((await sidecar.jobEnds(own.id, 'failed')).error).toContain('No index matches');
  }, 30_000);

  it('should refuse what cannot be the name of a model or of a detector', async () => {
    const answer = await sidecar.post<Problem>('/v1/jobs', { type: 'train', name: '../x' });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_model_name']);
    const unknown = { type: 'train', index: pattern, detectors: ['magic'] };
    const { status, body } = await sidecar.post<Problem>('/v1/jobs', unknown);
    expect([status, body.code]).toEqual([400, 'unusable_detector']);
    expect(body.detail).toContain('There is no detector "magic" for lines; there are rarity');
  }, 30_000);

  it('should score what can be scored, and count what cannot by reason', async () => {
    const message = 'Accepted publickey for root from 10.0.0.1 port 22 ssh2';
    await addDocuments(client, index, [
      ...logDocuments(GOOD_LINES, Date.now() - 86_400_000, 1_000),
      { '@timestamp': at, message: '' },
      { '@timestamp': at },
      { '@timestamp': at, message: { nested: true } },
      { message },
      { '@timestamp': 'yesterday', message },
      { '@timestamp': '2031-01-01T00:00:00Z', message },
      { '@timestamp': '1970-01-01T00:00:00Z', message },
      // Odd, and readable all the same.
      { '@timestamp': at, message: 42 },
      { '@timestamp': at, message: ['one', 'two'] },
      { '@timestamp': at, message, host: ['a', 'b'] },
      { '@timestamp': at, message, host: { name: { first: 1 } }, log: 'x', process: 7 },
      { '@timestamp': at, message: 'broken \ufffd \u0000 characters \ud83d' },
      { '@timestamp': at, message: `${'long '.repeat(100_000)}end` },
      JSON.parse(`{"@timestamp":"${at}","message":"m","__proto__":{"name":"x"}}`) as object,
    ]);
    const job = await sidecar.runJob({ type: 'train', index: pattern });
    expect(job.skipped).toEqual({
      'no message': 3,
      'no time': 1,
      'time not readable': 1,
      'time more than a day in the future': 1,
      'time before 1990': 1,
    });
    expect(job.lines_done).toBe(GOOD_LINES + 7);
    expect((await resultsOf(client)).lines).toBe(GOOD_LINES + 7);
    const { body } = await sidecar.get<{ trained_on: object }>(`/v1/models/${job.model}`);
    expect(body.trained_on).toMatchObject({ lines: GOOD_LINES + 7, skipped: 7 });
  }, 60_000);

  it('should pass over a line that is greater than it takes into memory', async () => {
    const huge = `${prefix}logs-huge`;
    await addDocuments(client, huge, logDocuments(20, Date.now() - 60_000, 10));
    await client.index({
      index: huge,
      document: { '@timestamp': at, message: 'x'.repeat(10_000_000) },
      refresh: true,
    });
    await addDocuments(client, huge, logDocuments(20, Date.now() - 60_000, 10));
    const job = await sidecar.runJob({ type: 'backfill', index: huge });
    expect(job.skipped).toEqual({ 'line too large': 1 });
    expect(job.lines_done).toBe(40);
    await client.indices.delete({ index: huge });
  }, 60_000);

  it('should say that a model is damaged, and stay up', async () => {
    const { hits } = await client.search({
      index: 'anomalies-models',
      query: { term: { kind: 'chunk' } },
      size: 1,
    });
    await client.index({
      index: 'anomalies-models',
      id: hits.hits[0]._id,
      document: { kind: 'chunk', data: Buffer.from('damaged').toString('base64') },
      refresh: true,
    });
    const backfill = await sidecar.startJob({ type: 'backfill', index: pattern });
    const failed = await sidecar.jobEnds(backfill.id, 'failed');
    expect(failed.error).toContain('cannot be loaded');
    expect(failed.error).toContain('SHA-256');

    const fresh = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    try {
      const answer = await fresh.post<Problem>('/v1/score', { lines: ['x'] });
      expect([answer.status, answer.body.code]).toEqual([409, 'model_corrupt']);
      expect((await fresh.get('/readyz')).status).toBe(200);
    } finally {
      await fresh.stop();
    }
  }, 60_000);
});
