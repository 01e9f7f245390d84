import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as VersionFiles from '../../../../dev/release/version_files.mjs' with {
  'resolution-mode': 'import',
};

describe('the version of a release', () => {
  let versions: typeof VersionFiles;
  let folder: string;

  beforeAll(async () => {
    versions = await import('../../../../dev/release/version_files.mjs');
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'anomalies-versions-'));
    mkdirSync(path.join(folder, 'deploy'));
    mkdirSync(path.join(folder, 'docs'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');

  it.each(['0.1.0', '0.1.1', '0.2.0', '1.0.0', '0.10.0'])('should be able to become %s', (next) => {
    expect(() => versions.checkVersion(next, '0.1.0')).not.toThrow();
  });

  it.each([
    ['1.2', 'three numbers'],
    ['1.2.3-beta', 'three numbers'],
    ['v1.2.3', 'three numbers'],
    ['0.1.9', 'lies before 0.2.0'],
  ])('should not become %s', (next, message) => {
    expect(() => versions.checkVersion(next, '0.2.0')).toThrow(message);
  });

  it('should be written into manifests, not into those of dependencies', () => {
    write('package.json', '{\n  "version": "0.1.0",\n  "list": [1, 2]\n}\n');
    write('kibana.json', '{ "version": "0.1.0", "kibanaVersion": "8.12.2" }\n');
    write(
      'package-lock.json',
      '{ "version": "0.1.0", "packages": { "": { "version": "0.1.0" }, "a": { "version": "0.1.0" } } }',
    );
    versions.writeVersion(folder, '0.1.0', '0.2.0');
    expect(read('package.json')).toBe('{\n  "version": "0.2.0",\n  "list": [1, 2]\n}\n');
    expect(read('kibana.json')).toBe('{ "version": "0.2.0", "kibanaVersion": "8.12.2" }\n');
    expect(read('package-lock.json')).toBe(
      '{ "version": "0.2.0", "packages": { "": { "version": "0.2.0" }, "a": { "version": "0.1.0" } } }',
    );
  });

  it('should be written into names of images and files, and nowhere else', () => {
    for (const name of ['package.json', 'kibana.json', 'package-lock.json']) write(name, '{}');
    write(
      'deploy/compose.yml',
      'image: anomalies-sidecar:0.1.0\nimage: other:0.1.0\nimage: anomalies-kibana:0.1.01\n',
    );
    write('deploy/kustomization.yaml', '{ name: anomalies-sidecar, newTag: 0.1.0 }\n');
    write('docs/kibana.md', 'anomalies-0.1.0-kibana-8.12.2.zip, since 0.1.0\n');
    versions.writeVersion(folder, '0.1.0', '0.2.0');
    expect(read('deploy/compose.yml')).toBe(
      'image: anomalies-sidecar:0.2.0\nimage: other:0.1.0\nimage: anomalies-kibana:0.1.01\n',
    );
    expect(read('deploy/kustomization.yaml')).toBe('{ name: anomalies-sidecar, newTag: 0.2.0 }\n');
    expect(read('docs/kibana.md')).toBe('anomalies-0.2.0-kibana-8.12.2.zip, since 0.1.0\n');
  });
});
