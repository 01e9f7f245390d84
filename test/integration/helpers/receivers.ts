import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedHook {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A mail server and an HTTP server that keep what they get. */
export class Receivers {
  /** Whole mails, in the order of arrival. */
  readonly mails: string[] = [];
  readonly hooks: ReceivedHook[] = [];
  /** What the HTTP server answers; null for nothing at all, with the connection kept open. */
  status: number | null = 200;
  smtpPort = 0;
  httpHost = '';

  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (data: Buffer) => (text += data.toString()));
      stream.on('end', () => {
        this.mails.push(text);
        done();
      });
    },
  });

  private readonly http = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      this.hooks.push({ path: request.url ?? '', headers: request.headers, body });
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (this.status !== null) response.writeHead(this.status).end('thanks');
    });
  });

  static async start(): Promise<Receivers> {
    const receivers = new Receivers();
    const { smtp, http } = receivers;
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    receivers.smtpPort = (smtp.server.address() as AddressInfo).port;
    receivers.httpHost = `127.0.0.1:${(http.address() as AddressInfo).port}`;
    return receivers;
  }

  /** What the sidecar has to be allowed to call. */
  get allowedHosts(): string {
    return `127.0.0.1:${this.smtpPort}, ${this.httpHost}`;
  }

  email(part: object = {}) {
    return {
      id: 'mail',
      name: 'Mail',
      type: 'email',
      host: '127.0.0.1',
      port: this.smtpPort,
      security: 'none',
      from: 'anomalies@example.com',
      to: ['on-call@example.com'],
      ...part,
    };
  }

  webhook(path: string, part: object = {}) {
    const url = `http://${this.httpHost}${path}`;
    return { id: 'hook', name: 'Hook', type: 'webhook', url, headers: [], ...part };
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.smtp.close(resolve));
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
