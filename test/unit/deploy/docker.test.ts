import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OPTIONS } from '../../../sidecar/options';
import kibanaManifest from '../../../kibana.json';
import packageJson from '../../../package.json';
import { DEPLOY, filesOf, PINNED, read, ROOT, unknownVariables } from './helpers/files';
import { faultsOf, itWith, why } from './helpers/tools';

const FILES = filesOf('docker', '.Dockerfile');

const instructions = (file: string, name: string) =>
  [...read(file).matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest]) => rest);

describe('the images', () => {
  it('should be two', () => {
    expect(FILES).toEqual(['docker/kibana.Dockerfile', 'docker/sidecar.Dockerfile']);
  });

  itWith('hadolint').each(FILES)(`should pass hadolint: %s${why('hadolint')}`, (file) => {
    expect(faultsOf('hadolint', [path.join(DEPLOY, file)])).toBe('');
  });

  it.each(FILES)('should be built from images of one version, and not run as root: %s', (file) => {
    const [, kibanaVersion] = /ARG KIBANA_VERSION=(.*)/.exec(read(file)) ?? [];
    const images = instructions(file, 'FROM').map((from) =>
      from.replace(/ AS .*/, '').replace('${KIBANA_VERSION}', kibanaVersion ?? ''),
    );
    expect(images.length).toBe(2);
    for (const image of images) expect(image).toMatch(PINNED);
    expect(instructions(file, 'USER').at(-1)).toMatch(/^1000/);
  });

  it('should bring the release of Kibana that the plugin is made for', () => {
    expect(read('docker/kibana.Dockerfile')).toContain(
      `ARG KIBANA_VERSION=${kibanaManifest.kibanaVersion}\n`,
    );
  });

  it('should be called by the version of the product, wherever they are named', () => {
    const files = ['docker', 'compose', 'kubernetes'].flatMap((folder) =>
      ['.Dockerfile', '.yml', '.yaml'].flatMap((ending) => filesOf(folder, ending)),
    );
    const versions = files.flatMap((file) =>
      [...read(file).matchAll(/anomalies-(?:sidecar|kibana):(\d+\.\S+)|newTag: ([\d.]+)/g)].map(
        ([, tag, newTag]) => tag ?? newTag,
      ),
    );
    expect(versions.length).toBeGreaterThan(5);
    expect(new Set(versions)).toEqual(new Set([packageJson.version]));
  });

  it('should copy nothing that .dockerignore keeps out or that is not there', () => {
    const allowed = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const name of allowed)
      expect([name, existsSync(path.join(ROOT, name))]).toEqual([name, true]);
    const copied = FILES.flatMap((file) => instructions(file, 'COPY'))
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1))
      .filter((source) => source !== '.');
    expect(copied.length).toBeGreaterThan(8);
    for (const source of copied) expect(allowed).toContain(source);
  });

  it('should listen on the port of the sidecar, with options that it knows', () => {
    const file = 'docker/sidecar.Dockerfile';
    expect(instructions(file, 'EXPOSE')).toEqual([OPTIONS.port.defaultText]);
    const set = instructions(file, 'ENV').map((rest) => rest.split('=')[0]);
    expect(unknownVariables(set.filter((name) => name !== 'NODE_ENV'))).toEqual([]);
  });

  it('should be checked by the program of the image, without a shell', () => {
    const [command] = /CMD \[.*\]/.exec(read('docker/sidecar.Dockerfile')) ?? [];
    expect(command).toBe('CMD ["node", "build/sidecar/health.js"]');
    expect(existsSync(path.join(ROOT, 'sidecar/health.ts'))).toBe(true);
  });
});
