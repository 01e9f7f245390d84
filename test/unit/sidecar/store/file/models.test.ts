import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Model } from '../../../../../common/api/models/schema';
import { FileModelStore } from '../../../../../sidecar/store/file/models';
import {
  ModelCorruptError,
  modelId,
  ModelNameError,
  ModelNotFoundError,
  NoEarlierModelError,
  saveNextVersion,
} from '../../../../../sidecar/store/stores';

function model(name: string, version: number): Model {
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
    size_bytes: 3,
    notes: [],
    feature_importance: [],
  };
}

describe('FileModelStore', () => {
  let dir: string;
  let store: FileModelStore;
  const bytes = new Uint8Array([1, 2, 3]);

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'models-'));
    store = new FileModelStore(path.join(dir, 'made', 'by', 'it'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('should be empty before the first model', async () => {
    expect(await store.list()).toEqual([]);
    expect(await store.active()).toBeNull();
    expect(await store.nextVersion('a')).toBe(1);
    await expect(store.loadBytes('a-v1')).rejects.toThrow(ModelNotFoundError);
  });

  it('should give back what it was given, newest first, with one active', async () => {
    await store.save(model('a', 1), bytes);
    await store.save(model('a', 2), new Uint8Array([4]));
    await store.activate('a-v1');
    expect((await store.list()).map(({ id, active }) => [id, active])).toEqual([
      ['a-v2', false],
      ['a-v1', true],
    ]);
    expect(new Uint8Array(await store.loadBytes('a-v1'))).toEqual(bytes);
    expect(await store.get('a-v1')).toEqual({ ...model('a', 1), active: true });
    await store.activate('a-v2');
    expect((await store.active())?.id).toBe('a-v2');
    await expect(store.activate('a-v3')).rejects.toThrow(ModelNotFoundError);
  });

  it('should never give out a version twice, nor overwrite one', async () => {
    await store.save(model('a', 1), bytes);
    await store.save(model('a-v1', 7), bytes);
    expect(await store.nextVersion('a')).toBe(2);
    await expect(store.save(model('a', 1), bytes)).rejects.toThrow('already a model');
    await store.activate('a-v1');
    await store.delete('a-v1');
    expect(await store.active()).toBeNull();
    expect(await store.get('a-v1')).toBeNull();
    expect(await store.nextVersion('a')).toBe(2);
    await expect(store.delete('a-v1')).rejects.toThrow(ModelNotFoundError);
  });

  it('should give each of many trainings that end at once a version of its own', async () => {
    const saved = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        saveNextVersion(store, 'a', new Uint8Array([n]), (version) => model('a', version)),
      ),
    );
    expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
    for (const [place, { id }] of saved.entries()) {
      expect((await store.loadBytes(id))[0]).toBe(place + 1);
    }
  });

  it('should go back one model at a time, passing over deleted ones', async () => {
    for (const version of [1, 2, 3, 4]) await store.save(model('a', version), bytes);
    await store.save(model('b', 1), bytes);
    await expect(store.rollBack()).rejects.toThrow(NoEarlierModelError);
    for (const id of ['a-v1', 'a-v2', 'b-v1', 'a-v3', 'a-v3', 'a-v4']) await store.activate(id);
    expect(await store.activeBefore()).toEqual(['a-v3', 'b-v1', 'a-v2', 'a-v1']);
    await store.delete('a-v3');
    expect(await store.rollBack()).toMatchObject({ id: 'b-v1', active: true });
    expect((await store.active())?.id).toBe('b-v1');
    expect((await store.rollBack('a')).id).toBe('a-v2');
    await store.delete('a-v2');
    expect(await store.active()).toBeNull();
    expect((await store.rollBack()).id).toBe('a-v1');
    await expect(store.rollBack()).rejects.toThrow(NoEarlierModelError);
  });

  it('should read the name of the active model as earlier versions wrote it', async () => {
    await store.save(model('a', 1), bytes);
    await store.save(model('a', 2), bytes);
    writeFileSync(path.join(dir, 'made', 'by', 'it', 'active'), 'a-v1\n');
    expect((await store.active())?.id).toBe('a-v1');
    await store.activate('a-v2');
    expect((await store.rollBack()).id).toBe('a-v1');
  });

  it('should read a listing of before versions, and refuse one of a version to come', async () => {
    await store.save(model('a', 1), bytes);
    const file = path.join(dir, 'made', 'by', 'it', 'a-v1.json');
    const { version, ...before } = JSON.parse(readFileSync(file, 'utf8')) as { version: number };
    writeFileSync(file, JSON.stringify(before));
    expect((await store.get('a-v1'))?.id).toBe('a-v1');
    const later = JSON.stringify({ ...before, version: version + 1 });
    writeFileSync(file, later);
    await expect(store.setThreshold('a-v1', 60, 1)).rejects.toThrow(
      `it is of version ${version + 1}, and this release knows up to ${version}`,
    );
    expect(readFileSync(file, 'utf8')).toBe(later);
  });

  it('should refuse bytes that are not those that were stored', async () => {
    await store.save(model('a', 1), bytes);
    const bundle = path.join(dir, 'made', 'by', 'it', 'a-v1.bundle');
    truncateSync(bundle, 2);
    await expect(store.loadBytes('a-v1')).rejects.toThrow(ModelCorruptError);
    rmSync(bundle);
    await expect(store.loadBytes('a-v1')).rejects.toThrow('is missing');
    writeFileSync(path.join(dir, 'made', 'by', 'it', 'a-v1.json'), '{');
    await expect(store.get('a-v1')).rejects.toThrow('cannot be read');
  });

  it('should not take a half-written model for one', async () => {
    await store.save(model('a', 1), bytes);
    const folder = path.join(dir, 'made', 'by', 'it');
    writeFileSync(path.join(folder, 'b-v1.bundle'), 'x');
    writeFileSync(path.join(folder, 'c-v1.json.123.tmp'), '{');
    expect((await store.list()).map(({ id }) => id)).toEqual(['a-v1']);
    expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toHaveLength(1);
  });

  it('should not leave its folder', async () => {
    writeFileSync(path.join(dir, 'secret.json'), '{"sha256":"","model":{}}');
    expect(await store.get('../../../secret')).toBeNull();
    expect(() => modelId('../a', 1)).toThrow(ModelNameError);
    expect(() => modelId('', 1)).toThrow(ModelNameError);
    expect(modelId('server-logs', 3)).toBe('server-logs-v3');
  });
});
