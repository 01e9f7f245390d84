import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../../../common/api/jobs/schema';
import type { Problem } from '../../../common/api/problem';
import { settingsSchema, type Settings } from '../../../common/api/settings/schema';
import type { Preview } from '../../../common/api/sources/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const SOME_VALUES = {
  sources: { fields: {} },
  budget: {},
  notifications: { notifiers: [], rules: [] },
  retention: { days: {} },
};

elasticsearch.describe('settings', () => {
  const { client, url, prefix } = elasticsearch;
  const ours = `${prefix}a-*`;
  const both = `${prefix}a-*,${prefix}b-*`;
  const env = {
    ELASTICSEARCH_URL: url,
    ANOMALIES_SOURCE_PATTERN: ours,
    ANOMALIES_AUTO_FOLLOW: 'true',
    ANOMALIES_POLL_INTERVAL_MS: '100',
    ANOMALIES_BATCH_SIZE: '200',
  };
  let sidecar: SidecarProcess;
  let isWriting = true;

  const settings = async () =>
    settingsSchema.parse((await sidecar.get<Settings>('/v1/settings')).body);
  const put = (body: object) => sidecar.request<Settings & Problem>('PUT', '/v1/settings', body);
  const change = async (values: object) => {
    const { version } = await settings();
    const answer = await put({ version, values: { ...SOME_VALUES, ...values }, user: 'ann' });
    expect(answer.status).toBe(200);
    return settingsSchema.parse(answer.body);
  };
  const follower = async () => {
    const { jobs } = (await sidecar.get<{ jobs: Job[] }>('/v1/jobs')).body;
    return jobs.find(({ type, state }) => type === 'follow' && state === 'running');
  };
  const follows = (index: string) =>
    sidecar.waitUntil(async () => {
      const job = await follower();
      return job?.request.index === index && job.phase === 'Following';
    });
  const add = (index: string, count: number, host: object) =>
    addDocuments(
      client,
      prefix + index,
      logDocuments(count, Date.now() - 3_600_000, 100).map((line) => ({ ...line, ...host })),
    );
  const linesOf = async (host: string) => {
    const index = 'anomalies-rollup-server-logs-*';
    await client.indices.refresh({ index, allow_no_indices: true });
    const { aggregations } = await client.search<unknown, { lines: { value: number } }>(
      {
        index,
        size: 0,
        query: { term: { 'host.name': host } },
        aggs: { lines: { sum: { field: 'rollup.lines' } } },
      },
      // The index of a day that is just being made has no shard yet.
      { ignore: [503] },
    );
    return aggregations?.lines.value ?? 0;
  };
  const scored = (host: string, lines: number) =>
    sidecar.waitUntil(async () => (await linesOf(host)) >= lines);

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await add('a-1', 2_000, { host: { name: 'web-1' } });
    await add('b-1', 300, { host: { name: 'shipper' }, machine: 'app-old' });
    sidecar = await SidecarProcess.start(env);
    await sidecar.runJob({ type: 'train', backfill: false });
    await follows(ours);
  }, 90_000);

  afterAll(async () => {
    isWriting = false;
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should say what holds where nothing is set, and train on the configured pattern', async () => {
    const { version, values, changed, defaults } = await settings();
    expect([version, changed, values]).toEqual([0, {}, SOME_VALUES]);
    expect(defaults).toMatchObject({ pattern: ours, alerts_per_day: 100, public_url: null });
    const { body } = await sidecar.get<{ models: { trained_on: { index: string } }[] }>(
      '/v1/models',
    );
    expect(body.models[0].trained_on.index).toBe(ours);
  });

  it('should show how lines would be read by fields that are not saved', async () => {
    const { body } = await sidecar.post<Preview>('/v1/sources/preview', {
      index: `${prefix}b-*`,
      fields: { host: ['nowhere', 'machine'], session: ['order'] },
    });
    expect(body.samples[0].host).toBe('app-old');
    const found = (field: string) => body.fields.find((it) => it.field === field);
    expect(found('host')).toEqual({
      field: 'host',
      read_from: 'machine',
      named: true,
      missing: 0,
    });
    expect(found('service')).toMatchObject({ read_from: 'process.name', named: false });
    expect(found('session')).toMatchObject({ read_from: null, missing: 1 });
    expect(body.available_fields).toEqual(
      expect.arrayContaining(['@timestamp', 'host.name', 'machine', 'message']),
    );
    expect(body.available_fields.filter((name) => /keyword|^_/.test(name))).toEqual([]);
  });

  it('should let the follower take up other fields and sources, and score each line once', async () => {
    const host = { host: { name: 'shipper' } };
    let written = 0;
    const writing = (async () => {
      while (isWriting) {
        await add('a-1', 90, { ...host, machine: 'app-1' });
        written += 90;
        await delay(50);
      }
    })();
    const fields = { host: ['machine', 'host.name'] };
    await scored('shipper', 90);
    await change({ sources: { fields } });
    await scored('app-1', 200);
    await change({ sources: { fields, pattern: both } });
    await sidecar.waitUntil(async () => (await follower())?.request.index === both);
    await add('b-1', 120, { machine: 'app-2' });
    await scored('app-2', 120);
    // A change that the sidecar has no time to take up.
    await change({ sources: { fields } });
    await sidecar.kill();
    sidecar = await SidecarProcess.start(env);
    await sidecar.waitUntil(async () => (await follower())?.request.index === ours);
    await add('b-1', 70, { machine: 'app-3' });
    await delay(500);
    isWriting = false;
    await writing;
    await sidecar.waitUntil(
      async () => (await linesOf('shipper')) + (await linesOf('app-1')) >= written,
    );
    await delay(1_000);
    expect((await linesOf('shipper')) + (await linesOf('app-1'))).toBe(written);
    // What was there before its index was followed is for a backfill; what came after it was not, is not scored.
    expect(await linesOf('app-old')).toBe(0);
    expect(await linesOf('app-2')).toBe(120);
    expect(await linesOf('app-3')).toBe(0);
    // Followed again, its index goes on where it was left.
    await change({ sources: { fields, pattern: both } });
    await scored('app-3', 70);
    await follows(both);
    expect(await linesOf('app-3')).toBe(70);
    expect(await linesOf('app-2')).toBe(120);
    const results = await resultsOf(client);
    expect(new Set(results.ids).size).toBe(results.ids.length);
    expect(results.flagged).toBe(results.rollupFlagged);
  }, 120_000);

  it('should say who changed what, and go back to the configuration', async () => {
    const budget = { alerts_per_day: 12 };
    const before = await settings();
    const after = await change({ ...before.values, budget });
    expect(after.changed.budget).toMatchObject({ version: before.version + 1, by: 'ann' });
    expect(after.changed.sources).toEqual(before.changed.sources);
    const train = await sidecar.runJob({ type: 'train', backfill: false, activate: false });
    const { body } = await sidecar.get<{ alert_budget_per_day: number }>(
      `/v1/models/${train.model}`,
    );
    expect(body.alert_budget_per_day).toBeLessThanOrEqual(12);
    await change({});
    await follows(ours);
  }, 60_000);

  it('should refuse a change to settings that are not those of now, and nonsense', async () => {
    const { version } = await settings();
    const stale = await put({ version: version - 1, values: SOME_VALUES });
    expect([stale.status, stale.body.code]).toEqual([409, 'settings_changed']);
    for (const values of [
      { sources: { pattern: 'a, b', fields: {} } },
      { sources: { fields: { timestamp: ['a', 'b'] } } },
      { budget: { alerts_per_day: 0 } },
      { retention: { days: { sources: 5 } } },
    ]) {
      const { status, body } = await put({ version, values: { ...SOME_VALUES, ...values } });
      expect([values, status, body.code]).toEqual([values, 400, 'invalid_request']);
    }
    expect((await settings()).version).toBe(version);
  });
});
