import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: `pass` and `lose the answer` hand it to the real sidecar. */
export type Behaviour =
  'pass' | 'hang' | 'unavailable' | 'page' | 'no results' | 'drop' | 'lose the answer';

export interface UnreliableSidecar {
  url: string;
  behaviour: Behaviour;
  requests: number;
  stop(): Promise<void>;
}

/** Stands between Logstash and the real sidecar, to make what networks and busy machines do to requests. */
export async function startUnreliableSidecar(sidecarUrl: string): Promise<UnreliableSidecar> {
  const server = createServer((incoming, response) => {
    unreliable.requests++;
    answer(unreliable.behaviour, sidecarUrl, incoming, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const unreliable: UnreliableSidecar = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaviour: 'pass',
    requests: 0,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return unreliable;
}

function answer(
  behaviour: Behaviour,
  sidecarUrl: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const json = { 'content-type': 'application/json' };
  switch (behaviour) {
    case 'hang':
      return;
    case 'drop':
      incoming.socket.destroy();
      return;
    case 'unavailable':
      response.writeHead(503, json).end('{"detail":"starting"}');
      return;
    case 'page':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
      return;
    case 'no results':
      response.writeHead(200, json).end('{"results":[{"skipped":"empty line"}]}');
      return;
    case 'lose the answer':
    case 'pass': {
      const { method, headers, url } = incoming;
      const onward = request(`${sidecarUrl}${url}`, { method, headers }, (answered) => {
        if (behaviour === 'lose the answer') {
          answered.resume().once('end', () => response.destroy());
          return;
        }
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(response);
      });
      onward.on('error', () => response.destroy());
      incoming.pipe(onward);
    }
  }
}
