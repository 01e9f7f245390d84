import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { SidecarTls } from './sidecar_tls';

export interface HttpAnswer {
  status: number;
  text: string;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

/** More than any answer of the sidecar. */
const MAX_ANSWER_BYTES = 64 * 1_024 * 1_024;

/**
 * Requests to one server. Node's own `fetch` takes no certificates in Kibana's Node 18, so this is made of `node:https`.
 * Redirects are not followed. Connections are not kept: one that the server has just closed would fail the next
 * request. TLS sessions are, so that no handshake is made twice in full.
 */
export class HttpRequester {
  private readonly http = new HttpAgent();
  private readonly https: HttpsAgent;

  constructor(tls: SidecarTls = {}) {
    this.https = new HttpsAgent(tls);
  }

  /** @throws Error of the connection, with its code; that of the signal where it aborts. */
  async send({ method, url, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
    const isHttps = url.startsWith('https:');
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = isHttps
        ? httpsRequest(url, { method, headers, signal, agent: this.https }, resolve)
        : httpRequest(url, { method, headers, signal, agent: this.http }, resolve);
      request.on('error', reject);
      request.end(body);
    });
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES)
      throw new Error(`The answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
