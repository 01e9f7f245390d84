import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig, SECRET_FILE_SUFFIX } from '../../../sidecar/config';
import { DEPLOY, OWN_VARIABLE, read, ROOT, unknownVariables } from './helpers/files';
import { faultsOf, itWith, outputOf, why } from './helpers/tools';

const UNIT = path.join(DEPLOY, 'systemd/anomalies-sidecar.service');
/** systemd's own scale from 0 (all shut) to 10; below 2.5 it says OK. */
const MAX_EXPOSURE = 2.5;

const unit = read('systemd/anomalies-sidecar.service');
const valuesOf = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value);
const assignments = (text: string) =>
  [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value] as const);

describe('the unit of systemd', () => {
  itWith('systemd-analyze')(`should be valid${why('systemd-analyze')}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'unit-'));
    // The program and the folder are where this machine has them; the rest is as it is shipped.
    const here = path.join(folder, path.basename(UNIT));
    writeFileSync(here, unit.replace('/usr/bin/node', process.execPath));
    expect(faultsOf('systemd-analyze', ['verify', here])).toBe('');
    writeFileSync(here, unit.replace('/usr/bin/node', '/no/such/program'));
    expect(faultsOf('systemd-analyze', ['verify', here])).not.toBe('');
    rmSync(folder, { recursive: true });
  });

  itWith('systemd-analyze')(`should leave little open${why('systemd-analyze')}`, () => {
    const report = outputOf('systemd-analyze', ['security', '--offline=true', UNIT]);
    const [, exposure] = /Overall exposure level .*: ([\d.]+)/.exec(report) ?? [];
    expect(Number(exposure)).toBeLessThan(MAX_EXPOSURE);
  });

  it('should set options that the sidecar knows, to values that it takes', () => {
    const environment = assignments(valuesOf('Environment').join('\n'));
    const options = [...environment, ...assignments(read('systemd/sidecar.env.example'))].filter(
      ([name]) => name !== 'NODE_ENV',
    );
    const names = options.map(([name]) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(OWN_VARIABLE);
    expect(unknownVariables(names)).toEqual([]);
    const plain = options.filter(([name]) => !name.endsWith(SECRET_FILE_SUFFIX));
    expect(loadConfig(Object.fromEntries(plain)).host).toBe('127.0.0.1');
  });

  it('should hand over the credentials that its variables name', () => {
    const loaded = valuesOf('LoadCredential').map((value) => value.split(':')[0]);
    const read = valuesOf('Environment').flatMap((value) =>
      [...value.matchAll(/=%d\/(\w+)$/g)].map(([, name]) => name),
    );
    expect(read.sort()).toEqual(loaded.sort());
    expect(loaded.length).toBe(2);
  });

  it('should start what the build makes', () => {
    const [, script = ''] = / (\S+)$/.exec(valuesOf('ExecStart')[0]) ?? [];
    expect(script).toBe('build/sidecar/main.js');
    expect(existsSync(path.join(ROOT, script.replace(/^build\//, '').replace(/js$/, 'ts')))).toBe(
      true,
    );
  });
});
