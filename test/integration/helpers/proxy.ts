import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProxyAnswer {
  status: number;
  body: object;
}

/** Stands between the sidecar and Elasticsearch; can be cut, and can answer in its place. */
export class Proxy {
  isCut = false;
  /** What to answer to a request instead of handing it on; null hands it on. */
  answer: (method: string, path: string, body: string) => ProxyAnswer | null = () => null;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param target where Elasticsearch answers */
  static async start(target: string): Promise<Proxy> {
    const server = createServer((incoming, outgoing) => {
      if (proxy.isCut) {
        outgoing.destroy();
        return;
      }
      const { method = 'GET', url: path = '/' } = incoming;
      const send = (status: number, type: string, body: string | Buffer) => {
        outgoing.writeHead(status, {
          'content-type': type,
          'x-elastic-product': 'Elasticsearch',
        });
        outgoing.end(body);
      };
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const own = proxy.answer(method, path, Buffer.concat(chunks).toString());
        if (own) {
          send(own.status, 'application/json', JSON.stringify(own.body));
          return;
        }
        const headers = { ...incoming.headers } as Record<string, string>;
        for (const name of ['host', 'connection', 'content-length']) delete headers[name];
        const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
        fetch(target + path, { method, headers, body }).then(
          async (answer) => {
            const type = answer.headers.get('content-type') ?? 'application/json';
            send(answer.status, type, Buffer.from(await answer.arrayBuffer()));
          },
          () => outgoing.destroy(),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const proxy: Proxy = new Proxy(server, `http://127.0.0.1:${port}`);
    return proxy;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
