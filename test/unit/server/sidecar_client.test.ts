import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../../server/app_error';
import { SidecarClient } from '../../../server/sidecar_client';

const answer = z.object({ ok: z.boolean() });

describe('SidecarClient', () => {
  let server: Server;
  let listener: RequestListener;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = (options: { key?: string; requestTimeoutMs?: number; url?: string } = {}) =>
    new SidecarClient({
      url,
      requestTimeoutMs: 5_000,
      statusTimeoutMs: 1_000,
      key: undefined,
      ...options,
    });

  const failure = async (call: Promise<unknown>): Promise<AppError> => {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof AppError)) throw new Error(`Not an AppError: ${String(error)}`);
    return error;
  };

  it('should send the key and give the checked answer', async () => {
    let authorization: string | undefined;
    listener = (request, response) => {
      ({ authorization } = request.headers);
      response.end('{"ok":true}');
    };
    expect(await client({ key: 'secret' }).call('GET', '/x', answer)).toEqual({ ok: true });
    expect(authorization).toBe('Bearer secret');
  });

  it('should pass on what the sidecar says is wrong, with its code', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'no_active_model',
      detail: 'No model is active. Train one first.',
    };
    listener = (_, response) => response.writeHead(409).end(JSON.stringify(problem));
    expect(await failure(client().call('POST', '/x', answer, { body: {} }))).toMatchObject({
      status: 409,
      code: 'no_active_model',
      message: problem.detail,
    });
  });

  it('should say how to start a sidecar that is down', async () => {
    const error = await failure(client({ url: 'http://127.0.0.1:9' }).call('GET', '/x', answer));
    expect(error).toMatchObject({ status: 503, code: 'sidecar_unreachable' });
    expect(error.message).toContain('Start the sidecar');
  });

  it('should not wait for ever', async () => {
    listener = () => {};
    const error = await failure(client({ requestTimeoutMs: 100 }).call('GET', '/x', answer));
    expect(error).toMatchObject({ status: 504, code: 'sidecar_timeout' });
  });

  it('should stop waiting when the reader leaves', async () => {
    listener = () => {};
    const controller = new AbortController();
    const call = failure(client().call('GET', '/x', answer, { signal: controller.signal }));
    controller.abort();
    expect((await call).code).toBe('sidecar_unreachable');
  });

  it('should tell a wrong key from other faults, and never repeat the key', async () => {
    listener = (_, response) => response.writeHead(401).end();
    const error = await failure(client({ key: 'topsecret' }).call('GET', '/x', answer));
    expect(error.code).toBe('sidecar_refused_key');
    expect(error.message).not.toContain('topsecret');
  });

  it('should not trust an answer of another shape, or another program on that port', async () => {
    listener = (_, response) => response.end('{"ok":"yes"}');
    expect((await failure(client().call('GET', '/x', answer))).status).toBe(502);
    listener = (_, response) => response.writeHead(404).end('<h1>Not found</h1>');
    expect((await failure(client().call('GET', '/x', answer))).message).toContain(
      'does not look like',
    );
  });
});
