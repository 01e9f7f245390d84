import type { PatternDescription } from '../../../common/anomaly';
import {
  parametersResponseSchema,
  watchListSchema,
  type Watch,
} from '../../../common/api/patterns/schema';
import { labelResponseSchema } from '../../../common/api/labels/schema';
import type { Problem } from '../../../common/api/problem';
import { STATE_INDICES } from '../../../common/indices';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const STRANGE = 'fatal: cannot bind any address, giving up';

elasticsearch.describe('patterns', () => {
  const { client, url, prefix } = elasticsearch;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  const known = logDocuments(2_000, nowMs - 86_400_000, 10_000);
  const strange = Array.from({ length: 4 }, (_, i) => ({
    '@timestamp': new Date(nowMs - 3_600_000 + i * 1_000).toISOString(),
    message: STRANGE,
    host: { name: 'web-2' },
    process: { name: 'sshd' },
  }));
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, index, known);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
    await sidecar.runJob({ type: 'train', index: `${prefix}logs-*` });
    const { id } = await sidecar.startJob({ type: 'follow', index: `${prefix}logs-*` });
    await addDocuments(client, index, strange);
    await sidecar.waitUntil(async () => (await sidecar.job(id)).lines_done === strange.length);
    await client.indices.refresh({ index: STATE_INDICES.patterns });
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  async function describedAs(text: string): Promise<PatternDescription> {
    const { hits } = await client.search<PatternDescription>({
      index: STATE_INDICES.patterns,
      query: { wildcard: { 'pattern.text': `*${text}*` } },
    });
    const source = hits.hits[0]?._source;
    if (!source) throw new Error(`No pattern is described with "${text}"`);
    return source;
  }

  it('should be described with what training knew of them, new ones too', async () => {
    const failed = await describedAs('Failed password for invalid user');
    const documents = known.filter(({ message }) =>
      /Failed password for invalid user \S+ from/.test(message),
    );
    expect(failed.trained).toEqual({
      lines: documents.length,
      first: documents[0]['@timestamp'],
      last: documents.at(-1)?.['@timestamp'],
    });
    expect((await describedAs('cannot bind any address')).trained).toBeUndefined();
  });

  it('should have their values read out of lines', async () => {
    const { pattern } = await describedAs('Failed password for invalid user');
    const lines = known.filter(({ message }) => message.includes('Failed password')).slice(0, 500);
    const { status, body } = await sidecar.post('/v1/patterns/parameters', {
      template_id: pattern.id,
      lines,
    });
    expect(status).toBe(200);
    const { matching, parameters } = parametersResponseSchema.parse(body);
    const addresses = new Map<string, number>();
    const places = lines.flatMap(({ message }, i) => {
      const found = /Failed password for invalid user .* from (\S+) port/.exec(message);
      if (!found) return [];
      addresses.set(found[1], (addresses.get(found[1]) ?? 0) + 1);
      return [i];
    });
    expect(places.length).toBeGreaterThan(10);
    expect(places.length).toBeLessThan(lines.length);
    expect(matching).toEqual(places);
    const address = parameters.find(({ name }) => name === 'address');
    expect(address).toMatchObject({ lines: places.length, distinct: addresses.size });
    expect(address?.values[0].lines).toBe(Math.max(...addresses.values()));
  });

  it('should be watched once, and not any more when that is taken back', async () => {
    const { pattern } = await describedAs('cannot bind any address');
    const watch = { template_id: pattern.id, template_text: pattern.text, user: 'ann' };
    const listed = async () =>
      watchListSchema.parse((await sidecar.get('/v1/patterns/watches')).body).watches;
    const given = await sidecar.post<Watch>('/v1/patterns/watches', watch);
    expect(given.body).toMatchObject(watch);
    await sidecar.post('/v1/patterns/watches', { ...watch, user: 'bob' });
    expect(await listed()).toEqual([given.body]);

    const remove = () =>
      sidecar.request<Watch & Problem>('DELETE', `/v1/patterns/watches/${pattern.id}`);
    expect((await remove()).body).toEqual(given.body);
    expect(await listed()).toEqual([]);
    expect((await remove()).body.code).toBe('watch_not_found');
  });

  it('should be muted on a host without naming a line, and heard again', async () => {
    const { pattern } = await describedAs('cannot bind any address');
    const mute = {
      template_id: pattern.id,
      template_text: pattern.text,
      host: 'web-2',
      verdict: 'mute',
      mute_seconds: 3_600,
    };
    const flagged = async () => {
      await client.indices.refresh({ index: 'anomalies-server-logs-*' });
      const { count } = await client.count({
        index: 'anomalies-server-logs-*',
        query: {
          bool: {
            filter: [
              { term: { 'anomaly.template.id': pattern.id } },
              { term: { 'anomaly.suppressed': false } },
              { term: { 'host.name': 'web-2' } },
            ],
          },
        },
      });
      return count;
    };
    const before = await flagged();
    expect(before).toBeGreaterThanOrEqual(strange.length);
    const { label, affected } = labelResponseSchema.parse(
      (await sidecar.post('/v1/labels', mute)).body,
    );
    expect(label).toMatchObject({ verdict: 'mute', host: 'web-2', anomaly_id: null });
    expect(affected).toBe(before);
    expect(await flagged()).toBe(0);
    await sidecar.request('DELETE', `/v1/labels/${label.id}`);
    expect(await flagged()).toBe(before);

    const verdict = await sidecar.post<Problem>('/v1/labels', { ...mute, verdict: 'true' });
    expect(verdict).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
