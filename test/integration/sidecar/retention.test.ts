import type { Model } from '../../../common/api/models/schema';
import type { RetentionPreview, RetentionRun } from '../../../common/api/settings/retention';
import type { Settings } from '../../../common/api/settings/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const DAY_MS = 86_400_000;
const dayName = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '.');

elasticsearch.describe('retention', () => {
  const { client, url, prefix } = elasticsearch;
  const source = `${prefix}logs-${dayName(400)}`;
  const never = ['anomalies-server-logs-notes', 'anomalies-server-logs-2020.01.01-copy'];
  let sidecar: SidecarProcess;

  const indices = async (pattern: string) =>
    Object.keys(await client.indices.get({ index: pattern, expand_wildcards: 'all' })).sort();
  const lastRun = async () =>
    (await sidecar.get<{ last_run: RetentionRun | null }>('/v1/retention')).body.last_run;
  const save = async (retention: object) => {
    const { version, values } = (await sidecar.get<Settings>('/v1/settings')).body;
    const answer = await sidecar.request<Settings>('PUT', '/v1/settings', {
      version,
      values: { ...values, retention },
    });
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, source, logDocuments(1_500, Date.now() - 400 * DAY_MS, 1_000));
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    for (const daysAgo of [0, 1, 9, 10, 11, 30]) {
      await client.indices.create({ index: `anomalies-server-logs-${dayName(daysAgo)}` });
      await client.indices.create({ index: `anomalies-rollup-server-logs-${dayName(daysAgo)}` });
    }
    for (const index of never) await client.indices.create({ index });
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should delete nothing as long as nobody asks for it', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await lastRun()).toBeNull();
    expect(await indices('anomalies-rollup-*')).toHaveLength(6);
  }, 30_000);

  it('should say beforehand what it would delete', async () => {
    const { status, body } = await sidecar.post<RetentionPreview>('/v1/retention/preview', {
      days: { anomalies: 10 },
    });
    expect(status).toBe(200);
    const iso = (daysAgo: number) => dayName(daysAgo).replaceAll('.', '-');
    expect(body.families.find(({ family }) => family === 'anomalies')).toMatchObject({
      indices: 6,
      too_old: 2,
      first_day: iso(30),
      last_day: iso(11),
    });
    expect(body.families.find(({ family }) => family === 'rollups')).toMatchObject({
      indices: 6,
      too_old: 0,
      bytes: 0,
      first_day: null,
    });
    expect(await indices('anomalies-server-logs-*')).toHaveLength(6 + never.length);
  });

  it('should delete whole days that are too old, and never a source index', async () => {
    await save({ days: { anomalies: 10, rollups: 1 } });
    await sidecar.waitUntil(async () => (await lastRun()) !== null);
    expect(await lastRun()).toMatchObject({ indices: 6, models: 0, error: null });
    const kept = [0, 1, 9, 10].map((daysAgo) => `anomalies-server-logs-${dayName(daysAgo)}`);
    expect(await indices('anomalies-server-logs-*')).toEqual([...kept, ...never].sort());
    expect(await indices('anomalies-rollup-*')).toEqual(
      [1, 0].map((daysAgo) => `anomalies-rollup-server-logs-${dayName(daysAgo)}`),
    );
    expect((await client.count({ index: source })).count).toBe(1_500);
  }, 30_000);

  it('should delete old versions of models, but never the active one', async () => {
    const train = { type: 'train', index: `${prefix}logs-*`, backfill: false };
    for (const activate of [true, false, false]) await sidecar.runJob({ ...train, activate });
    const { body: preview } = await sidecar.post<RetentionPreview>('/v1/retention/preview', {
      days: {},
      model_versions: 1,
    });
    expect(preview.models).toEqual(['server-logs-v2']);
    await save({ days: {}, model_versions: 1 });
    await sidecar.waitUntil(async () => (await lastRun())?.models === 1);
    const { body } = await sidecar.get<{ models: Model[] }>('/v1/models');
    expect(body.models.map(({ id }) => id).sort()).toEqual(['server-logs-v1', 'server-logs-v3']);
  }, 60_000);
});
