import { randomBytes } from 'node:crypto';
import type { Model } from '../../../common/api/models/schema';
import { runBulk } from '../../../sidecar/sinks/elasticsearch/bulk';
import {
  indexTemplates,
  installIndices,
} from '../../../sidecar/sinks/elasticsearch/index_templates';
import { createStores } from '../../../sidecar/store/elasticsearch';
import {
  CheckpointMovedError,
  ModelCorruptError,
  modelId,
  ModelNotFoundError,
  NoEarlierModelError,
  saveNextVersion,
  type Checkpoint,
} from '../../../sidecar/store/stores';
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();

function model(name: string, version: number, sizeBytes: number): Model {
  return {
    id: modelId(name, version),
    name,
    version,
    active: false,
    created_at: new Date(Date.UTC(2026, 0, version)).toISOString(),
    created_by: null,
    trained_on: {
      index: 'logs',
      from: null,
      to: null,
      lines: 1,
      skipped: 0,
      days: 1,
      lines_per_day: 1,
    },
    templates: 1,
    detectors: ['rarity'],
    seed: 1,
    alert_budget_per_day: 1,
    threshold: 50,
    train_seconds: 1,
    size_bytes: sizeBytes,
    notes: [],
    feature_importance: [],
  };
}

elasticsearch.describe('the stores in Elasticsearch', () => {
  const { client } = elasticsearch;
  const retry = { giveUpAfterMs: 5_000 };
  const { models, checkpoints, labels, jobs } = createStores(client, retry);

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await installIndices(client, retry);
  }, 60_000);
  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it('should be installed more than once without harm, the state hidden from wildcards', async () => {
    await installIndices(client, retry);
    const shown = await client.indices.get({ index: 'anomalies-*' });
    // Incidents are for users; the rest is state.
    expect(Object.keys(shown)).toEqual(['anomalies-incidents']);
    const settings = await client.indices.getSettings({ index: 'anomalies-models' });
    expect(settings['anomalies-models'].settings?.index).toMatchObject({
      number_of_shards: '1',
      auto_expand_replicas: '0-1',
      hidden: 'true',
    });
  });

  describe('models', () => {
    it('should keep bytes in chunks below a megabyte, and give them back whole', async () => {
      const bytes = randomBytes(3_000_000);
      await models.save(model('big', 1, bytes.length), bytes);
      expect(Buffer.compare(Buffer.from(await models.loadBytes('big-v1')), bytes)).toBe(0);
      await client.indices.refresh({ index: 'anomalies-models' });
      const chunks = await client.search<{ data: string }>({
        index: 'anomalies-models',
        query: { term: { kind: 'chunk' } },
      });
      const sizes = chunks.hits.hits.map((hit) => hit._source?.data.length ?? 0);
      expect(sizes).toHaveLength(5);
      expect(Math.max(...sizes)).toBeLessThan(1_000_000);
      await models.delete('big-v1');
      await client.indices.refresh({ index: 'anomalies-models' });
      const left = await client.count({
        index: 'anomalies-models',
        query: { term: { kind: 'chunk' } },
      });
      expect(left.count).toBe(0);
    });

    it('should give each of many trainings that end at once a version and bytes of its own', async () => {
      const saved = await Promise.all(
        [1, 2, 3, 4, 5].map((n) =>
          saveNextVersion(models, 'many', new Uint8Array([n]), (version) =>
            model('many', version, 1),
          ),
        ),
      );
      expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5]);
      for (const [place, { id }] of saved.entries()) {
        expect((await models.loadBytes(id))[0]).toBe(place + 1);
      }
    });

    it('should have one active model, and none where that was deleted', async () => {
      await models.activate('many-v2');
      await models.activate('many-v3');
      const active = (await models.list()).filter((it) => it.active).map(({ id }) => id);
      expect(active).toEqual(['many-v3']);
      await models.delete('many-v3');
      expect(await models.active()).toBeNull();
      await models.delete('many-v5');
      expect(await models.nextVersion('many')).toBe(6);
      await expect(models.activate('many-v3')).rejects.toThrow(ModelNotFoundError);
      await expect(models.loadBytes('many-v3')).rejects.toThrow(ModelNotFoundError);
    });

    it('should go back one model at a time, passing over deleted ones', async () => {
      for (const version of [1, 2, 3]) {
        await models.save(model('back', version, 1), new Uint8Array([version]));
        await models.activate(`back-v${version}`);
      }
      expect((await models.activeBefore()).slice(0, 2)).toEqual(['back-v2', 'back-v1']);
      await models.delete('back-v2');
      expect(await models.rollBack()).toMatchObject({ id: 'back-v1', active: true });
      expect((await models.active())?.id).toBe('back-v1');
      expect(await models.activeBefore()).not.toContain('back-v3');
      await expect(models.rollBack('no such name')).rejects.toThrow(NoEarlierModelError);
    });

    it('should refuse a model of which a part is missing', async () => {
      await models.save(model('torn', 1, 1), new Uint8Array([1]));
      await client.indices.refresh({ index: 'anomalies-models' });
      const { hits } = await client.search<{ model_id: string }>({
        index: 'anomalies-models',
        query: {
          bool: { filter: [{ term: { kind: 'chunk' } }, { term: { model_id: 'torn-v1' } }] },
        },
      });
      await client.delete({ index: 'anomalies-models', id: hits.hits[0]._id ?? '' });
      await expect(models.loadBytes('torn-v1')).rejects.toThrow(ModelCorruptError);
    });
  });

  describe('checkpoints', () => {
    const checkpoint = (shard: number): Checkpoint => ({
      key: 'follow:x',
      indexName: 'x-1',
      indexUuid: 'uuid',
      shard,
      nextSeqNo: 0,
      endSeqNo: null,
      lines: 0,
      flagged: 0,
      skipped: {},
      model: '',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });

    it('should tell a key that was begun from one that was not', async () => {
      expect(await checkpoints.load('follow:x')).toBeNull();
      await checkpoints.create(checkpoint(7));
      expect(await checkpoints.load('follow:x')).toBeNull();
      await checkpoints.begin('follow:x', [checkpoint(0), checkpoint(1)]);
      expect(await checkpoints.load('follow:x')).toHaveLength(3);
      expect(await checkpoints.load('follow:y')).toBeNull();
    });

    it('should move only from where it was seen', async () => {
      const [first] = (await checkpoints.load('follow:x')) ?? [];
      const moved = await checkpoints.save({ ...first, nextSeqNo: 10 });
      await expect(checkpoints.save({ ...first, nextSeqNo: 20 })).rejects.toMatchObject({
        name: CheckpointMovedError.name,
        current: { nextSeqNo: 10 },
      });
      expect((await checkpoints.save({ ...moved, nextSeqNo: 20 })).nextSeqNo).toBe(20);
      await expect(checkpoints.create(first)).rejects.toThrow(CheckpointMovedError);
    });

    it('should be gone when they are deleted', async () => {
      await checkpoints.deleteAll('follow:x');
      expect(await checkpoints.load('follow:x')).toBeNull();
    });
  });

  it('should tell that a label or job is not there', async () => {
    expect(await labels.get('x')).toBeNull();
    await labels.delete(['x']);
    expect(await labels.list()).toEqual([]);
    expect(await jobs.get('x')).toBeNull();
    expect(await jobs.list(10)).toEqual([]);
  });

  it('should write what can be written, and say why the rest was refused', async () => {
    const index = 'anomalies-server-logs-2026.01.01';
    const { done, failures } = await runBulk(
      client,
      [
        { kind: 'index', index, id: '1', document: { '@timestamp': '2026-01-01T00:00:00Z' } },
        { kind: 'index', index, id: '2', document: { '@timestamp': 'never' } },
        { kind: 'index', index, id: '3', document: { source: { ip: 'no address' } } },
        { kind: 'delete', index, id: 'not there' },
      ],
      { retry, refresh: true },
    );
    expect(done).toBe(3);
    expect(failures).toHaveLength(1);
    expect(failures[0].status).toBe(400);
    expect(failures[0].reason).toContain('@timestamp');
  });

  it('should never add a field to a mapping because of what a line holds', async () => {
    const index = 'anomalies-server-logs-2026.01.02';
    const document = { surprise: 1, anomaly: { surprise: 1, detectors: { rarity: 1 } } };
    await runBulk(client, [{ kind: 'index', index, id: '1', document }], { retry });
    const mapping = await client.indices.getMapping({ index });
    const properties = mapping[index].mappings.properties ?? {};
    expect(Object.keys(properties)).not.toContain('surprise');
    const anomaly = properties.anomaly as { properties: Record<string, unknown> };
    expect(Object.keys(anomaly.properties)).not.toContain('surprise');
    expect(anomaly.properties.detectors).toMatchObject({
      properties: { rarity: { type: 'float' } },
    });
    expect(indexTemplates()).toHaveLength(11);
  });
});
