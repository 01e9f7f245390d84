import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { withRequestId } from '../../../server/request_id';
import { SidecarClient } from '../../../server/sidecar_client';

describe('the id of a request', () => {
  let server: Server;
  const seen: (string | undefined)[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.headers['x-request-id']?.toString());
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('should go with every call of the sidecar, requests at the same time each with its own', async () => {
    const client = new SidecarClient({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      key: undefined,
      requestTimeoutMs: 5_000,
      statusTimeoutMs: 1_000,
    });
    const call = () => client.call('GET', '/x', z.object({}));
    await Promise.all(['id-1', 'id-2'].map((id) => withRequestId(id, call)));
    await call();
    expect(seen.slice(0, 2).sort()).toEqual(['id-1', 'id-2']);
    expect(seen[2]).toBeUndefined();
  });
});
