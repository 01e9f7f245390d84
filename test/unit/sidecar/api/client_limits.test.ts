import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import {
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Problem } from '../../../../common/api/problem';
import { createApp } from '../../../../sidecar/app';
import { loadConfig } from '../../../../sidecar/config';
import { createLogger } from '../../../../sidecar/logger';
import { Sidecar } from '../../../../sidecar/sidecar';

const KEYS = ['first-key-of-the-test', 'second-key-of-the-test'];
const NEIGHBOUR = '127.0.0.2';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Problem;
}

describe('what one client may ask in a minute', () => {
  let dir: string;
  let server: Server;

  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'anomalies-limits-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  afterEach(() => server.close());

  async function start(env: Record<string, string>): Promise<void> {
    const config = loadConfig({
      ELASTICSEARCH_URL: 'none',
      ANOMALIES_MODEL_DIR: dir,
      ANOMALIES_SIDECAR_KEYS: KEYS.join(','),
      ...env,
    });
    const sidecar = new Sidecar(config, createLogger('silent'));
    await sidecar.start();
    server = createApp(sidecar.services).listen(0, '0.0.0.0');
    await once(server, 'listening');
  }

  async function ask(target: string, key?: string, from = '127.0.0.1'): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    const asked = send({
      host: '127.0.0.1',
      port,
      path: target,
      localAddress: from,
      headers: key === undefined ? {} : { 'x-api-key': key },
      agent: false,
    }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const isJson = /json/.test(answer.headers['content-type'] ?? '');
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : { detail: text }) as Problem,
    };
  }

  const expectLimited = ({ status, headers, body }: Answer, option: string) => {
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    expect(body.detail).toContain(option);
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  };
  const limited = async (key: string, from?: string) =>
    [
      ...(await ask('/metrics', key, from)).body.detail.matchAll(
        /limited_total\{limit="(\w+)"\} (\d+)/g,
      ),
    ].map(([, limit, count]) => `${limit} ${count}`);

  it('should be bounded for each address and key by itself, and counted', async () => {
    await start({ ANOMALIES_MAX_REQUESTS_PER_MINUTE: '60' });
    for (let i = 0; i < 60; i++) expect((await ask('/v1/models', KEYS[0])).status).toBe(200);
    expectLimited(await ask('/v1/models', KEYS[0]), 'ANOMALIES_MAX_REQUESTS_PER_MINUTE');
    expect((await ask('/v1/models', KEYS[1])).status).toBe(200);
    expect((await ask('/v1/models', KEYS[0], NEIGHBOUR)).status).toBe(200);
    expect(await limited(KEYS[1])).toEqual(['requests 1', 'failed_sign_ins 0']);
  });

  it('should bound what asks for no key, too', async () => {
    await start({ ANOMALIES_MAX_REQUESTS_PER_MINUTE: '60' });
    for (let i = 0; i < 60; i++) expect((await ask('/healthz')).status).toBe(200);
    expectLimited(await ask('/healthz'), 'ANOMALIES_MAX_REQUESTS_PER_MINUTE');
  });

  it('should be little where the key is wrong, and tell whoever guesses nothing from then on', async () => {
    await start({ ANOMALIES_MAX_FAILED_SIGN_INS_PER_MINUTE: '3' });
    expect((await ask('/v1/models', KEYS[0])).status).toBe(200);
    for (let i = 0; i < 3; i++) expect((await ask('/v1/models', `guess-${i}`)).status).toBe(401);
    const option = 'ANOMALIES_MAX_FAILED_SIGN_INS_PER_MINUTE';
    expectLimited(await ask('/v1/models', 'guess-3'), option);
    expectLimited(await ask('/v1/models'), option);
    expectLimited(await ask('/v1/models', KEYS[1]), option);
    // Who has shown a right key from there goes on, and so does every other address.
    expect((await ask('/v1/models', KEYS[0])).status).toBe(200);
    expect((await ask('/v1/models', KEYS[1], NEIGHBOUR)).status).toBe(200);
    expect((await ask('/v1/models', 'guess', NEIGHBOUR)).status).toBe(401);
    expect(await limited(KEYS[0])).toEqual(['requests 0', 'failed_sign_ins 3']);
  });
});
