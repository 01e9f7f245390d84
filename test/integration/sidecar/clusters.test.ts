import { clustersSchema, type Clusters } from '../../../common/api/clusters/schema';
import type { Problem } from '../../../common/api/problem';
import { useElasticsearch } from '../helpers/elasticsearch';
import { serviceDocuments } from '../helpers/service_logs';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const DAY_MS = 86_400_000;

// A training runs in it.
jest.setTimeout(60_000);

elasticsearch.describe('POST /v1/clusters', () => {
  const { client, url, prefix } = elasticsearch;
  const index = `${prefix}logs-1`;
  let sidecar: SidecarProcess;

  const ask = async (body: object) => {
    const answer = await sidecar.post<Clusters>('/v1/clusters', body);
    expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
    return clustersSchema.parse(answer.body);
  };
  const refused = async (body: object) => {
    const { status, body: problem } = await sidecar.post<Problem>('/v1/clusters', body);
    return [status, problem.code];
  };

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const endMs = Date.now();
    await addDocuments(
      client,
      index,
      serviceDocuments({ count: 4_000, startMs: endMs - 2 * DAY_MS, endMs }),
    );
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
  }, 90_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should say that no model is active', async () => {
    expect(await refused({})).toEqual([409, 'no_active_model']);
  });

  it('should group the patterns of the active model, each once, with counts that add up', async () => {
    await sidecar.runJob({ type: 'train', index: `${prefix}logs-*`, backfill: false });
    const found = await ask({});
    expect(found.model).toBe('server-logs-v1');
    expect(found.parameters).toMatchObject({ are_chosen: true, eps: null, cut: null });
    expect(found.clusters.length).toBe(found.parameters.k);
    expect(found.left_out).toEqual({ patterns: 0, lines: 0 });
    expect(new Set(found.patterns.map(({ id }) => id)).size).toBe(found.patterns.length);
    const lines = found.clusters.reduce((sum, cluster) => sum + cluster.lines, 0);
    expect(lines).toBe(4_000);
    for (const { id, patterns } of found.clusters) {
      expect(found.patterns.filter(({ cluster }) => cluster === id)).toHaveLength(patterns);
    }
    expect(found.silhouette).toBeGreaterThan(0);
    // The most frequent ones are taken, and what was not is told.
    const few = await ask({ max_patterns: 4, k: 2 });
    expect(few.patterns.map(({ id }) => id)).toEqual(
      found.patterns.slice(0, 4).map(({ id }) => id),
    );
    expect(few.left_out.patterns).toBe(found.patterns.length - 4);
  });

  it('should group by density and by hierarchy, and answer the same again', async () => {
    const dense = await ask({ algorithm: 'dbscan', min_points: 2 });
    expect(dense.parameters.eps).toBeGreaterThan(0);
    const joined = await ask({ algorithm: 'hierarchical', cut: 0.8 });
    expect(joined.parameters).toMatchObject({ cut: 0.8, are_chosen: false });
    expect(await ask({ algorithm: 'hierarchical', cut: 0.8 })).toEqual(joined);
  });

  it('should answer bad requests with problems', async () => {
    expect(await refused({ algorithm: 'magic' })).toEqual([400, 'invalid_request']);
    expect(await refused({ k: 1 })).toEqual([400, 'invalid_request']);
    expect(await refused({ eps: 2 })).toEqual([400, 'invalid_request']);
    expect(await refused({ model: 'none-v1' })).toEqual([404, 'model_not_found']);
  });
});
