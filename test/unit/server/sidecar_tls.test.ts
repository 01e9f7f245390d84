import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { z } from 'zod';
import type { AppError } from '../../../server/app_error';
import type { AnomaliesConfig } from '../../../server/config';
import { SidecarClient } from '../../../server/sidecar_client';
import { readSidecarTls } from '../../../server/sidecar_tls';
import { hasOpenssl, TestAuthority, type CertificateFiles } from '../../helpers/certificates';

type Ssl = AnomaliesConfig['sidecar']['ssl'];

const PASSPHRASE = 'a passphrase of the test';
const answer = z.object({ client: z.string() });
const describeWithOpenssl = hasOpenssl
  ? describe
  : (name: string, tests: () => void) =>
      describe.skip(`${name} (skipped: no openssl to make certificates with)`, tests);

describeWithOpenssl('a sidecar behind TLS', () => {
  let ours: TestAuthority;
  let foreign: TestAuthority;
  let client: CertificateFiles;
  let stranger: CertificateFiles;
  const servers: Server[] = [];

  /** An HTTPS server that says whose certificate a client has shown. */
  async function start(names: string, askClient = false): Promise<number> {
    const files = ours.sign(`server-${servers.length}`, names);
    const server = createServer(
      {
        cert: readFileSync(files.certificate),
        key: readFileSync(files.key),
        ca: readFileSync(ours.certificate),
        requestCert: askClient,
        rejectUnauthorized: askClient,
      },
      (request, response) => {
        const shown = (request.socket as TLSSocket).getPeerCertificate().subject as
          { CN: string } | undefined;
        response.end(JSON.stringify({ client: shown?.CN ?? 'nobody' }));
      },
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const call = (port: number, ssl: Partial<Ssl> = {}, host = 'localhost') =>
    new SidecarClient({
      url: `https://${host}:${port}`,
      key: undefined,
      requestTimeoutMs: 5_000,
      statusTimeoutMs: 1_000,
      tls: readSidecarTls({ ...NOTHING, ...ssl }),
    }).call('POST', '/x', answer, { body: { some: 'thing' } });

  const failure = (made: Promise<unknown>): Promise<AppError> =>
    made.then(
      () => Promise.reject(new Error('It was trusted')),
      (error: AppError) => error,
    );

  beforeAll(() => {
    ours = new TestAuthority('ours');
    foreign = new TestAuthority('foreign');
    client = ours.sign('kibana', 'DNS:kibana', PASSPHRASE);
    stranger = foreign.sign('stranger', 'DNS:kibana');
  });

  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    ours.remove();
    foreign.remove();
  });

  it('should be trusted through an authority that is named, and through no other', async () => {
    const port = await start('DNS:localhost');
    expect(await call(port, { certificateAuthorities: ours.certificate })).toEqual({
      client: 'nobody',
    });
    const both = [foreign.certificate, ours.certificate];
    expect(await call(port, { certificateAuthorities: both })).toEqual({ client: 'nobody' });
    for (const certificateAuthorities of [undefined, foreign.certificate]) {
      const { code, status, message } = await failure(call(port, { certificateAuthorities }));
      expect({ code, status }).toEqual({ code: 'sidecar_untrusted', status: 502 });
      expect(message).toContain('anomalies.sidecar.ssl.certificateAuthorities');
    }
  });

  it('should have the name of the address, unless that is not to be checked', async () => {
    const port = await start('DNS:elsewhere.example');
    const certificateAuthorities = ours.certificate;
    const { message } = await failure(call(port, { certificateAuthorities }));
    expect(message).toContain('another host name');
    for (const ssl of [
      { certificateAuthorities, verificationMode: 'certificate' },
      { verificationMode: 'none' },
    ] as const) {
      expect(await call(port, ssl)).toEqual({ client: 'nobody' });
    }
    const noAuthority = call(port, { verificationMode: 'certificate' });
    expect((await failure(noAuthority)).code).toBe('sidecar_untrusted');
  });

  it('should be shown the certificate of Kibana where it asks for one', async () => {
    const port = await start('DNS:localhost', true);
    const certificateAuthorities = ours.certificate;
    const shown = { certificateAuthorities, ...client, keyPassphrase: PASSPHRASE };
    expect(await call(port, shown)).toEqual({ client: 'kibana' });
    const without = await failure(call(port, { certificateAuthorities }));
    expect(without.message).toContain('anomalies.sidecar.ssl.certificate');
    const unknown = await failure(call(port, { certificateAuthorities, ...stranger }));
    expect(unknown.message).toContain('Does it trust the certificate');
  });

  it('should be told from a server without TLS', async () => {
    const plain = createPlainServer((_, response) => response.end('{}'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const error = await failure(call((plain.address() as AddressInfo).port));
    plain.close();
    expect(error.message).toContain('does not speak https');
  });

  it('should not start with files that are missing, no certificates, or no pair', () => {
    const noCertificate = ours.file('text.crt');
    writeFileSync(noCertificate, 'hello');
    const faults: [Partial<Ssl>, string][] = [
      [{ certificateAuthorities: '/nowhere/ca.crt' }, 'certificateAuthorities: "/nowhere/ca.crt"'],
      [{ certificateAuthorities: [ours.certificate, noCertificate] }, 'no certificate in PEM form'],
      [{ certificate: client.certificate, key: '/nowhere/a.key' }, 'there is no such file'],
      [{ certificate: client.certificate, key: stranger.key }, 'does not belong to'],
      [{ ...client, keyPassphrase: 'wrong' }, 'keyPassphrase'],
    ];
    for (const [ssl, message] of faults) {
      expect(() => readSidecarTls({ ...NOTHING, ...ssl })).toThrow(message);
    }
    const wrong = () => readSidecarTls({ ...NOTHING, ...client, keyPassphrase: 'wrong' });
    expect(wrong).not.toThrow('wrong');
  });
});

const NOTHING: Ssl = {
  certificateAuthorities: undefined,
  certificate: undefined,
  key: undefined,
  keyPassphrase: undefined,
  verificationMode: 'full',
};
