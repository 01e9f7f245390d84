import type { Job } from '../../../common/api/jobs/schema';
import { labelListSchema } from '../../../common/api/labels/schema';
import type { ModelList } from '../../../common/api/models/schema';
import { watchListSchema } from '../../../common/api/patterns/schema';
import type { Problem } from '../../../common/api/problem';
import { scheduleListSchema } from '../../../common/api/schedules/schema';
import type { ScoreResponse } from '../../../common/api/score/schema';
import type { Settings } from '../../../common/api/settings/schema';
import { STATE_INDICES } from '../../../common/indices';
import { indexTemplates } from '../../../sidecar/sinks/elasticsearch/index_templates';
import { STATE_VERSION } from '../../../sidecar/store/elasticsearch/state_version';
import { VERSION } from '../../../sidecar/version';
import { loadState, readState } from '../../fixtures/state/fixture';
import { useElasticsearch } from '../helpers/elasticsearch';
import { SidecarProcess } from '../helpers/sidecar';

const RELEASE = '0.1.0';
const elasticsearch = useElasticsearch();

elasticsearch.describe(`what release ${RELEASE} left behind`, () => {
  const { client, url } = elasticsearch;
  const state = readState(RELEASE);
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await elasticsearch.deleteIndexTemplates('anomalies-*');
    await loadState(client, state);
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
  }, 60_000);
  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should hold a model that scores the same lines with the same scores and reasons', async () => {
    const { body } = await sidecar.get<ModelList>('/v1/models');
    const active = body.models.filter((model) => model.active).map(({ id }) => id);
    expect(active).toEqual([state.model]);
    expect(body.models).toHaveLength(2);
    const { lines } = state;
    const scored = await sidecar.post<ScoreResponse>('/v1/score?reasons=all', { lines });
    expect(scored.body.results).toEqual(state.results);
  });

  it('should hold what users set, judged and planned', async () => {
    const settings = (await sidecar.get<Settings>('/v1/settings')).body;
    expect(settings.values.budget).toEqual({ alerts_per_day: 33 });
    const { labels } = labelListSchema.parse((await sidecar.get('/v1/labels')).body);
    expect(labels).toMatchObject([{ template_id: state.template, host: 'web-1', verdict: 'mute' }]);
    const { schedules } = scheduleListSchema.parse((await sidecar.get('/v1/schedules')).body);
    expect(schedules).toMatchObject([{ cron: '0 3 * * *', timezone: 'Europe/Berlin' }]);
    const { watches } = watchListSchema.parse((await sidecar.get('/v1/patterns/watches')).body);
    expect(watches.map(({ template_id: id }) => id)).toEqual([state.template]);
    // And be changed: what is written now is read back.
    const { version, values } = settings;
    const saved = await sidecar.request<Settings>('PUT', '/v1/settings', {
      version,
      values: { ...values, budget: { alerts_per_day: 44 } },
    });
    expect([saved.status, saved.body.version]).toEqual([200, version + 1]);
  });

  it('should have its job go on', async () => {
    await sidecar.waitUntil(async () => {
      const job = (await sidecar.get<Job>(`/v1/jobs/${state.followJob}`)).body;
      return job.state === 'running' && job.phase === 'Following';
    });
    const { hits } = await client.search({ index: STATE_INDICES.checkpoints, size: 10 });
    expect(hits.hits.length).toBeGreaterThan(0);
  });

  it('should have all fields of this release, and say which version it is', async () => {
    const mappings = await client.indices.getMapping({
      index: 'anomalies-*',
      expand_wildcards: 'all',
    });
    expect(Object.keys(mappings).length).toBeGreaterThan(10);
    for (const index of Object.values(STATE_INDICES)) {
      expect(mappings[index].mappings._meta?.state_version).toBe(STATE_VERSION);
    }
  });
});

elasticsearch.describe('an index with the mapping of before', () => {
  const { client, url } = elasticsearch;

  it('should work on beside findings whose fields are of another kind, and say so', async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await elasticsearch.deleteIndexTemplates('anomalies-*');
    await client.indices.create({
      index: 'anomalies-server-logs-2026.01.04',
      mappings: { properties: { anomaly: { type: 'keyword' } } },
    });
    const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    try {
      expect(sidecar.log).toContain('Some index of anomalies-server-logs-* keeps the fields');
    } finally {
      await sidecar.stop();
      await elasticsearch.deleteIndices('anomalies-*');
    }
  });

  it('should take up the fields that are new, and keep the others', async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await elasticsearch.deleteIndexTemplates('anomalies-*');
    // As before there were incidents, units and patterns in rollups.
    const old: Record<string, string> = {
      'anomalies-server-logs-2026.01.05': 'anomalies-server-logs',
      'anomalies-rollup-server-logs-2026.01.05': 'anomalies-rollup-server-logs',
      [STATE_INDICES.labels]: STATE_INDICES.labels,
    };
    for (const index of Object.keys(old)) {
      const properties = { added_by_hand: { type: 'keyword' as const } };
      await client.indices.create({ index, mappings: { dynamic: false, properties } });
    }
    const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
    try {
      const mappings = await client.indices.getMapping({
        index: Object.keys(old),
        expand_wildcards: 'all',
      });
      for (const [index, name] of Object.entries(old)) {
        const template = indexTemplates().find((it) => it.name === name);
        const now = Object.keys(template?.template?.mappings?.properties ?? {});
        expect(now.length).toBeGreaterThan(3);
        expect(Object.keys(mappings[index].mappings.properties ?? {}).sort()).toEqual(
          [...now, 'added_by_hand'].sort(),
        );
      }
    } finally {
      await sidecar.stop();
      await elasticsearch.deleteIndices('anomalies-*');
    }
  }, 60_000);
});

elasticsearch.describe('what a later release left behind', () => {
  const { client, url } = elasticsearch;

  it('should be refused by name, and stay as it is', async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await elasticsearch.deleteIndexTemplates('anomalies-*');
    const index = STATE_INDICES.settings;
    const document = { settings: { in: 'a shape that nobody knows yet' } };
    await client.indices.create({
      index,
      settings: { index: { hidden: true } },
      mappings: { dynamic: false, _meta: { state_version: 99, written_by: '9.9.9' } },
    });
    await client.index({ index, id: 'settings', document, refresh: true });
    const sidecar = await SidecarProcess.launch({ ELASTICSEARCH_URL: url });
    try {
      await sidecar.waitUntil(async () => sidecar.log.includes('Not ready'));
      const { status, body } = await sidecar.get<Problem>('/readyz');
      expect([status, body.detail]).toEqual([
        503,
        `What is stored is newer than this release ${VERSION}, which knows version ${STATE_VERSION}: anomalies-settings (version 99, written by release 9.9.9). Nothing was changed. Run that release or a later one.`,
      ]);
      const put = await sidecar.request<Problem>('PUT', '/v1/settings', { version: 0, values: {} });
      expect(put.status).toBe(503);
    } finally {
      expect(await sidecar.stop()).toBe(0);
    }
    const found = await client.get({ index, id: 'settings' });
    expect([found._source, found._version]).toEqual([document, 1]);
    const indices = await client.indices.get({ index: 'anomalies-*', expand_wildcards: 'all' });
    expect(Object.keys(indices)).toEqual([index]);
    const { index_templates: templates } = await client.indices.getIndexTemplate();
    expect(templates.filter(({ name }) => name.startsWith('anomalies'))).toEqual([]);
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);
});
