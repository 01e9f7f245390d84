import type { Label } from '../../../common/api/labels/schema';
import { modelSchema, type Model } from '../../../common/api/models/schema';
import type { LineResult, ScoreResponse } from '../../../common/api/score/schema';
import type { Problem } from '../../../common/api/problem';
import type { StoredAnomaly } from '../../../sidecar/sinks/elasticsearch/documents';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';
import { serviceDocuments } from '../helpers/service_logs';

const elasticsearch = useElasticsearch();
const HOUR_MS = 3_600_000;

/** What is wrong, and what only looks so; numbers differ from line to line. */
const TRUE_ONES = [
  'ERROR ledger corrupt at entry <n>',
  'ERROR stock ledger corrupt after crash of worker <n>',
];
const FALSE_ONES = [
  'WARN audit finished with findings in section <n>',
  'WARN weekly audit finished with old findings <n>',
];

elasticsearch.describe('training on the labels of analysts', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  const nowMs = Date.now();
  let sidecar: SidecarProcess;

  const shop = (message: string, atMs: number, host = 'shop-1') => ({
    '@timestamp': new Date(atMs).toISOString(),
    message,
    host: { name: host },
    service: { name: 'shop' },
  });

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const startMs = nowMs - 48 * HOUR_MS;
    const endMs = nowMs - 24 * HOUR_MS;
    await addDocuments(client, index, serviceDocuments({ count: 6_000, startMs, endMs }));
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
    const strange = [...TRUE_ONES, ...FALSE_ONES].flatMap((text, kind) =>
      Array.from({ length: 8 }, (_, i) =>
        shop(text.replace('<n>', `${1_000 + 37 * i}`), endMs + (i * 4 + kind) * 60_000),
      ),
    );
    await addDocuments(client, index, strange);
    await sidecar.runJob({ type: 'backfill', index: pattern });
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  async function label(words: string, verdict: Label['verdict']): Promise<void> {
    const { hits } = await client.search<StoredAnomaly>({
      index: 'anomalies-server-logs-*',
      size: 1,
      query: { match_phrase: { message: words } },
    });
    const [found] = hits.hits;
    const { status } = await sidecar.post('/v1/labels', {
      anomaly_index: found._index,
      anomaly_id: found._id,
      verdict,
      user: 'ann',
    });
    expect(status).toBe(200);
  }

  const train = (more: object = {}) =>
    sidecar.runJob({ type: 'train', index: pattern, supervised: true, backfill: false, ...more });
  const modelOf = async (id: string | null) =>
    modelSchema.parse((await sidecar.get<Model>(`/v1/models/${id}`)).body);
  const score = async (message: string, host: string) => {
    const lines = [shop(message, nowMs, host)];
    const { body } = await sidecar.post<ScoreResponse>('/v1/score?reasons=all', { lines });
    return body.results[0] as LineResult;
  };

  it('should train without labels and say how many are missing while there are too few', async () => {
    await label('ledger corrupt at entry', 'true');
    const job = await train({ activate: false });
    const said =
      'Nothing was learned from labels yet: there are 8 lines of 1 pattern labelled true and 0 lines of 0 patterns ' +
      'labelled false positive, and it takes 10 lines of 2 patterns of each.';
    expect(job.phase).toBe(`Done; ${said}`);
    const model = await modelOf(job.model);
    expect(model.notes).toContain(said);
    expect(model.classifier).toBeUndefined();
  }, 60_000);

  it('should refuse detectors that learn from labels in a training without any', async () => {
    const request = { type: 'train', index: pattern, detectors: ['random_forest'] };
    const { status, body } = await sidecar.post<Problem>('/v1/jobs', request);
    expect(status).toBe(400);
    expect(body.detail).toContain('"random_forest" learns from labels');
  });

  it('should learn what is wrong from true anomalies and what is not from false positives', async () => {
    await label('stock ledger corrupt', 'true');
    await label('audit finished with findings', 'false_positive');
    await label('weekly audit finished', 'false_positive');
    const likeTrue = 'ERROR invoice ledger corrupt after crash 4711';
    const likeFalse = 'WARN audit finished with findings in section 99';
    // On a host that no label was given for: the labels themselves decide nothing there.
    expect((await score(likeTrue, 'shop-7')).flagged).toBe(true);
    expect((await score(likeFalse, 'shop-7')).flagged).toBe(true);

    const job = await train();
    expect(job.phase).toBe(
      'Done; Learned from labels: 16 lines of true anomalies, 16 of false positives.',
    );
    const { classifier } = await modelOf(job.model);
    expect(classifier).toMatchObject({
      classifiers: ['logistic_regression'],
      labels: { anomalous: 16, normal: 16, unlabelled: 6_000 },
      confusion_matrix: { true_positives: 16, false_positives: 0 },
    });
    expect(classifier?.feature_importance.length).toBeGreaterThan(0);
    expect(classifier?.precision_recall_curve.at(-1)?.recall).toBe(1);

    const bad = await score(likeTrue, 'shop-7');
    expect(bad.flagged).toBe(true);
    expect(bad.detectors.classifier).toBeGreaterThan(50);
    const reason = bad.reasons.find(({ detector }) => detector === 'classifier');
    expect(reason).toMatchObject({ kind: 'labelled_anomalous' });
    expect(bad.reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
      bad.score,
      6,
    );
    const fine = await score(likeFalse, 'shop-7');
    expect(fine.flagged).toBe(false);
    expect(fine.detectors.classifier).toBeLessThan(50);

    const { body } = await sidecar.post<{ prediction: string; detectors: object }>('/predict', {
      log: shop(likeTrue, nowMs, 'shop-7'),
    });
    expect(body.prediction).toBe('anomaly');
    expect(body.detectors).toHaveProperty('classifier');
  }, 120_000);
});
