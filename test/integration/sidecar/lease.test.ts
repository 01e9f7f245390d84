import type { Problem } from '../../../common/api/problem';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();

elasticsearch.describe('two sidecars on one Elasticsearch', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const env = {
    ELASTICSEARCH_URL: url,
    ANOMALIES_SOURCE_PATTERN: pattern,
    ANOMALIES_POLL_INTERVAL_MS: '100',
  };

  beforeAll(() => elasticsearch.deleteIndices('anomalies-*'));
  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it('should have one of them run the jobs, and the other take over when that one ends', async () => {
    await addDocuments(client, index, logDocuments(2_000, Date.now() - 86_400_000, 10_000));
    const first = await SidecarProcess.start(env);
    const second = await SidecarProcess.start(env);
    try {
      await first.runJob({ type: 'train', index: pattern });
      const follow = await first.startJob({ type: 'follow', index: pattern });

      const refused = await second.post<Problem>('/v1/jobs', { type: 'backfill', index: pattern });
      expect([refused.status, refused.body.code]).toEqual([503, 'not_ready']);
      expect(refused.body.detail).toContain('Another sidecar');
      expect((await second.post('/v1/score', { lines: ['scored by the second'] })).status).toBe(
        200,
      );

      await first.kill();
      await addDocuments(client, index, logDocuments(25, Date.now() - 60_000, 1_000));
      await second.waitUntil(async () => (await second.job(follow.id)).lines_done === 25);
      expect((await resultsOf(client)).lines).toBe(2_025);
    } finally {
      await first.stop();
      await second.stop();
    }
  }, 90_000);
});
