import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../../sidecar/config';
import { neededRole } from '../../../sidecar/privileges/role';
import { DEPLOY, read, ROOT, yaml } from './helpers/files';

const SETUP = path.join(DEPLOY, 'compose/setup');
const WITH_SECRETS = path.join(SETUP, 'with-secrets.sh');

type Stack = { services: Record<string, { volumes?: string[] }> };
const { services } = yaml<Stack>('compose/compose.yml');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'compose-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// Files are given to other users, which root alone may do.
const isRoot = process.getuid?.() === 0;
const itAsRoot = isRoot ? it : it.skip;
const asRoot = isRoot ? '' : ' (skipped: not run as root)';

describe('the secrets of the compose stack', () => {
  const volumesOfSecrets = (services.secrets.volumes ?? [])
    .map((volume) => /^(secrets\S*):\/volumes\/(\w+)$/.exec(volume))
    .filter((match) => match !== null)
    .map(([, volume, name]) => ({ volume, name }));
  const make = () => {
    for (const { name } of volumesOfSecrets)
      mkdirSync(path.join(folder, name), { recursive: true });
    const run = spawnSync(process.execPath, [path.join(SETUP, 'secrets.mjs'), folder], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    return run.stdout;
  };
  const filesOf = (name: string) => readdirSync(path.join(folder, name)).sort();
  const contentOf = (name: string, file: string) =>
    readFileSync(path.join(folder, name, file), 'utf8');

  itAsRoot(`should be made once, at random, and be read by their service alone${asRoot}`, () => {
    expect(make()).toBe('Made 9 secrets, handed out 15 files\n');
    const key = contentOf('sidecar', 'sidecar_key');
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(contentOf('kibana', 'sidecar_key')).toBe(key);
    expect(contentOf('prometheus', 'anomalies_sidecar_key')).toBe(key);
    expect(new Set(filesOf('all').map((file) => contentOf('all', file))).size).toBe(9);
    expect(make()).toBe('Made 0 secrets, handed out 0 files\n');
    expect(contentOf('sidecar', 'sidecar_key')).toBe(key);
    for (const { name } of volumesOfSecrets) {
      for (const file of filesOf(name)) {
        expect(statSync(path.join(folder, name, file)).mode & 0o777).toBe(0o400);
      }
    }
    expect(statSync(path.join(folder, 'prometheus/anomalies_sidecar_key')).uid).toBe(65534);
  });

  itAsRoot(`should be where each service looks for them${asRoot}`, () => {
    make();
    for (const { volume, name } of volumesOfSecrets.filter((it) => it.name !== 'all')) {
      const users = Object.entries(services).filter(([, service]) =>
        service.volumes?.includes(`${volume}:/run/secrets:ro`),
      );
      expect(users.map(([service]) => service)).toEqual([name === 'setup' ? 'accounts' : name]);
    }
    const named = (text: string) =>
      [...text.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, file]) => file);
    for (const service of ['elasticsearch', 'sidecar', 'grafana']) {
      const files = named(JSON.stringify(services[service]));
      expect([...new Set(files)].sort()).toEqual(filesOf(service));
    }
    expect(named(read('prometheus/prometheus.yml'))).toEqual(filesOf('prometheus'));
    const variables = [...read('compose/kibana/kibana.yml').matchAll(/\$\{(\w+)\}/g)]
      .map(([, name]) => name.toLowerCase())
      .filter((name) => name !== 'public_url');
    expect(variables.sort()).toEqual(filesOf('kibana'));
    expect(filesOf('logstash')).toEqual(['elasticsearch_host']);
    const { username, password } = new URL(contentOf('logstash', 'elasticsearch_host'));
    expect([username, password]).toEqual([
      'anomalies_logstash',
      contentOf('setup', 'logstash_password'),
    ]);
  });

  it('should become variables for programs that read no files', () => {
    writeFileSync(path.join(folder, 'sidecar_key'), 'a key with spaces and $signs');
    const script = 'process.stdout.write(process.env.SIDECAR_KEY + process.argv[1])';
    const { stdout, status } = spawnSync(
      'bash',
      [WITH_SECRETS, process.execPath, '-e', script, '!'],
      { encoding: 'utf8', env: { ...process.env, SECRETS: folder } },
    );
    expect([stdout, status]).toEqual(['a key with spaces and $signs!', 0]);
  });
});

/** Elasticsearch's security is no part of the free core server that tests run: its answers are played here. */
describe('the accounts of the compose stack', () => {
  let server: Server;
  let requests: { call: string; authorization?: string; body: Record<string, unknown> }[];
  let answers: number[];

  beforeEach(async () => {
    requests = [];
    answers = [];
    for (const name of ['elastic', 'sidecar', 'logstash', 'kibana']) {
      writeFileSync(path.join(folder, `${name}_password`), `${name}-secret\n`);
    }
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const call = `${request.method} ${request.url}`;
        const body = JSON.parse(text) as Record<string, unknown>;
        requests.push({ call, authorization: request.headers.authorization, body });
        response.writeHead(answers.shift() ?? 200).end('{"reason": "as told"}');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const run = async () => {
    const { port } = server.address() as AddressInfo;
    const child = spawn(process.execPath, [path.join(SETUP, 'accounts.mjs')], {
      env: {
        ...process.env,
        ELASTICSEARCH_URL: `http://127.0.0.1:${port}`,
        ROLES: path.join(DEPLOY, 'elasticsearch'),
        SECRETS: folder,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const [status] = (await once(child, 'close')) as [number];
    return { status, output };
  };

  it('should be made with their roles and passwords, as the superuser', async () => {
    expect(await run()).toEqual({
      status: 0,
      output: 'The accounts of the sidecar, Logstash and Kibana are set up\n',
    });
    expect(requests.map(({ call }) => call)).toEqual([
      'PUT /_security/role/anomalies_sidecar',
      'PUT /_security/user/anomalies_sidecar',
      'PUT /_security/role/anomalies_logstash',
      'PUT /_security/user/anomalies_logstash',
      'POST /_security/user/kibana_system/_password',
    ]);
    expect(requests[1].body).toEqual({ password: 'sidecar-secret', roles: ['anomalies_sidecar'] });
    expect(requests[4].body).toEqual({ password: 'kibana-secret' });
    const basic = `Basic ${Buffer.from('elastic:elastic-secret').toString('base64')}`;
    expect(new Set(requests.map((request) => request.authorization))).toEqual(new Set([basic]));
  });

  it('should be tried again while Elasticsearch starts', async () => {
    answers = [503, 200, 429];
    expect((await run()).status).toBe(0);
    expect(requests.length).toBe(7);
  });

  it('should say what was refused, and end with a failure, without a password', async () => {
    answers = [200, 400];
    const { status, output } = await run();
    expect(status).toBe(1);
    expect(output).toBe(
      'The accounts are not set up: PUT /_security/user/anomalies_sidecar: 400 {"reason": "as told"}\n',
    );
  });

  it('should have the privileges that the documents name', () => {
    interface Role {
      cluster: string[];
      indices: { names: string[]; privileges: string[] }[];
    }
    const role = (name: string) => JSON.parse(read(`elasticsearch/${name}.role.json`)) as Role;
    const table = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8');
    const documented = (label: RegExp) => {
      const [, privileges = ''] =
        new RegExp(`^\\| ${label.source} +\\| (.*) \\|$`, 'm').exec(table) ?? [];
      return [...privileges.matchAll(/`(\w+)`/g)].map(([, privilege]) => privilege);
    };
    const sidecar = role('anomalies_sidecar');
    expect(sidecar.cluster).toEqual(documented(/the cluster/));
    expect(sidecar.indices.map(({ privileges }) => privileges)).toEqual([
      documented(/`server-logs-\*` \(the source pattern\)/),
      documented(/`anomalies-\*`/),
    ]);
    // What the sidecar asks Elasticsearch for at its start.
    expect(sidecar).toEqual(neededRole(loadConfig({})));
    const readme = readFileSync(path.join(ROOT, 'logstash/README.md'), 'utf8');
    const [, writer] = /"writer": (\{[\s\S]*?\n {4}\})/.exec(readme) ?? [];
    expect(role('anomalies_logstash')).toEqual(JSON.parse(writer));
  });
});
