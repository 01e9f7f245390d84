import { copyFileSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createListener, type TlsConfig } from '../../../sidecar/listener';
import { hasOpenssl, TestAuthority } from '../../helpers/certificates';

const describeWithOpenssl = hasOpenssl
  ? describe
  : (name: string, tests: () => void) =>
      describe.skip(`${name} (skipped: no openssl to make certificates with)`, tests);

describe('the listener without certificates', () => {
  it('should answer over http', () => {
    expect(createListener({}, () => {}).isSecure).toBe(false);
  });

  it('should refuse half of what https needs', () => {
    expect(() => createListener({ tlsCertificate: '/x.pem' }, () => {})).toThrow(
      'ANOMALIES_TLS_CERTIFICATE cannot be read',
    );
    expect(() => createListener({ tlsKey: __filename }, () => {})).toThrow(
      'ANOMALIES_TLS_KEY is set alone',
    );
    expect(() => createListener({ tlsClientCa: __filename }, () => {})).toThrow(
      'ANOMALIES_TLS_CLIENT_CA is set alone',
    );
    expect(() =>
      createListener({ tlsCertificate: __filename, tlsKey: __filename }, () => {}),
    ).toThrow('The certificates cannot be used');
  });
});

describeWithOpenssl('the listener with certificates', () => {
  let ours: TestAuthority;
  const servers: Server[] = [];

  beforeAll(() => {
    ours = new TestAuthority('ours');
  });
  afterAll(() => {
    for (const server of servers) server.close();
    ours.remove();
  });

  async function start(config: TlsConfig) {
    const listener = createListener(config, (_request, response) => response.end('hello'));
    servers.push(listener.server);
    await new Promise<void>((resolve) => listener.server.listen(0, '127.0.0.1', resolve));
    return { ...listener, port: (listener.server.address() as AddressInfo).port };
  }

  const ask = (port: number, shown: { cert?: Buffer; key?: Buffer } = {}) =>
    new Promise<{ text: string; serial: string }>((resolve, reject) => {
      const options = { port, host: 'localhost', ca: readFileSync(ours.certificate), ...shown };
      request({ ...options, agent: false }, (response) => {
        const socket = response.socket as unknown as {
          getPeerCertificate(): { serialNumber: string };
        };
        const serial = socket.getPeerCertificate().serialNumber;
        response.on('data', (data: Buffer) => resolve({ text: data.toString(), serial }));
      })
        .on('error', reject)
        .end();
    });

  it('should answer over https, with a key that has a passphrase', async () => {
    const { certificate, key } = ours.sign('locked', 'DNS:localhost', 'of the test');
    const config = { tlsCertificate: certificate, tlsKey: key };
    const { port } = await start({ ...config, tlsKeyPassphrase: 'of the test' });
    expect((await ask(port)).text).toBe('hello');
    expect(() => createListener({ ...config, tlsKeyPassphrase: 'wrong' }, () => {})).toThrow(
      'The certificates cannot be used',
    );
  });

  it('should let in clients with a certificate of the authority only, where one is named', async () => {
    const server = ours.sign('mutual', 'DNS:localhost');
    const { port } = await start({
      tlsCertificate: server.certificate,
      tlsKey: server.key,
      tlsClientCa: ours.certificate,
    });
    await expect(ask(port)).rejects.toThrow();
    const foreign = new TestAuthority('foreign');
    const show = (files: { certificate: string; key: string }) => ({
      cert: readFileSync(files.certificate),
      key: readFileSync(files.key),
    });
    await expect(ask(port, show(foreign.sign('stranger', 'DNS:kibana')))).rejects.toThrow();
    foreign.remove();
    expect((await ask(port, show(ours.sign('kibana', 'DNS:kibana')))).text).toBe('hello');
  });

  it('should take up renewed certificates, and keep those of before where the new ones are broken', async () => {
    const first = ours.sign('first', 'DNS:localhost');
    const used = { certificate: ours.file('used.crt'), key: ours.file('used.key') };
    const use = (files: typeof first) => {
      copyFileSync(files.certificate, used.certificate);
      copyFileSync(files.key, used.key);
    };
    use(first);
    const { port, reload } = await start({ tlsCertificate: used.certificate, tlsKey: used.key });
    const before = (await ask(port)).serial;
    use(ours.sign('second', 'DNS:localhost'));
    reload();
    const after = (await ask(port)).serial;
    expect(after).not.toBe(before);
    use({ ...first, key: ours.certificate });
    expect(reload).toThrow('The certificates cannot be used');
    expect((await ask(port)).serial).toBe(after);
  });
});
