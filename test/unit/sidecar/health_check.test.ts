import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { loadConfig } from '../../../sidecar/config';
import { checkHealth } from '../../../sidecar/health_check';
import { createListener } from '../../../sidecar/listener';
import { hasOpenssl, TestAuthority } from '../../helpers/certificates';
import { runAnomalies } from './cli/run_cli';

const NOT_READY = {
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'not_ready',
  detail: 'Elasticsearch does not answer.',
};
const describeWithOpenssl = hasOpenssl
  ? describe
  : (name: string, tests: () => void) =>
      describe.skip(`${name} (skipped: no openssl to make certificates with)`, tests);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Lives, and is not ready. */
const handler: RequestListener = ({ url }, response) => {
  if (url === '/healthz') response.end('{}');
  else response.writeHead(503).end(JSON.stringify(NOT_READY));
};

/** The environment of a sidecar that listens. */
async function start<E extends Record<string, string>>(env: E) {
  const { server } = createListener(loadConfig(env), handler);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { ...env, ANOMALIES_PORT: String((server.address() as AddressInfo).port) };
}

const check = (env: Record<string, string>, ready = false) => checkHealth(loadConfig(env), ready);

describe('the health check over http', () => {
  it('should tell living from being able to work, with the reason', async () => {
    const env = await start({});
    expect(await check(env)).toEqual({ isWell: true, note: null });
    const { isWell, note } = await check(env, true);
    expect(isWell).toBe(false);
    expect(note).toMatch(/\/readyz answers 503: Elasticsearch does not answer\.$/);
  });

  it('should say that nobody answers', async () => {
    const env = await start({});
    servers.splice(0).forEach((server) => server.close());
    const { isWell, note } = await check(env);
    expect(isWell).toBe(false);
    expect(note).toContain('does not answer: connect ECONNREFUSED');
  });

  it('should ask on loopback where the sidecar listens on every address', async () => {
    const env = await start({});
    const keys = { ANOMALIES_HOST: '0.0.0.0', ANOMALIES_SIDECAR_KEYS: 'a-key-for-the-test-1' };
    expect((await check({ ...env, ...keys })).isWell).toBe(true);
  });

  it('should be a command, and a program of its own for containers', async () => {
    const env = await start({});
    const run = (...argv: string[]) => runAnomalies(['health', ...argv], { cwd: '.', env });
    expect(await run()).toEqual({ status: 0, stdout: 'ok\n', stderr: '' });
    const notReady = await run('--ready');
    expect(notReady.status).toBe(1);
    expect(notReady.stderr).toContain('Elasticsearch does not answer.');

    const program = path.join(__dirname, '../../../sidecar/health.ts');
    const statusOf = async (...argv: string[]) => {
      const child = spawn(process.execPath, ['--import', 'tsx', program, ...argv], {
        env: { PATH: process.env.PATH, ...env },
      });
      const [status] = (await once(child, 'exit')) as [number];
      return status;
    };
    expect(await statusOf()).toBe(0);
    expect(await statusOf('--ready')).toBe(1);
  });
});

describeWithOpenssl('the health check over https', () => {
  let ours: TestAuthority;
  beforeAll(() => {
    ours = new TestAuthority('ours');
  });
  afterAll(() => ours.remove());

  const tlsEnv = (name: string, authority = ours) => {
    const { certificate, key } = authority.sign(name, 'DNS:sidecar.example.com');
    return { ANOMALIES_TLS_CERTIFICATE: certificate, ANOMALIES_TLS_KEY: key };
  };

  it('should ask under whatever name the certificate was made out to', async () => {
    expect(await check(await start(tlsEnv('plain')))).toEqual({ isWell: true, note: null });
  });

  it('should tell of a certificate that was renewed and is not used yet', async () => {
    const env = await start(tlsEnv('renewed'));
    const next = ours.sign('next', 'DNS:sidecar.example.com');
    copyFileSync(next.certificate, env.ANOMALIES_TLS_CERTIFICATE);
    copyFileSync(next.key, env.ANOMALIES_TLS_KEY);
    const { isWell, note } = await check(env);
    expect(isWell).toBe(true);
    expect(note).toContain('send it SIGHUP');
  });

  it('should show the own certificate where clients must have one', async () => {
    const env = await start({ ...tlsEnv('mutual'), ANOMALIES_TLS_CLIENT_CA: ours.certificate });
    expect(await check(env)).toEqual({ isWell: true, note: null });
  });

  it('should show another one where the own is of another authority, and say so where that is missing', async () => {
    const others = new TestAuthority('others');
    try {
      const env = await start({
        ...tlsEnv('foreign', others),
        ANOMALIES_TLS_CLIENT_CA: ours.certificate,
      });
      const refused = await check(env);
      expect(refused.isWell).toBe(false);
      expect(refused.note).toContain('ANOMALIES_HEALTH_CERTIFICATE');
      const { certificate, key } = ours.sign('health', 'DNS:health');
      const shown = { ANOMALIES_HEALTH_CERTIFICATE: certificate, ANOMALIES_HEALTH_KEY: key };
      expect(await check({ ...env, ...shown })).toEqual({ isWell: true, note: null });
    } finally {
      others.remove();
    }
  });
});
