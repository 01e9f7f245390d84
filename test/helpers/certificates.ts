import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Node can read certificates, but makes none. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export interface CertificateFiles {
  certificate: string;
  key: string;
}

/** An authority of its own, for one test file: makes certificates in a folder that goes with it. */
export class TestAuthority {
  private readonly dir = mkdtempSync(path.join(tmpdir(), 'anomalies-certificates-'));
  readonly certificate = this.file('ca.crt');
  private readonly key = this.file('ca.key');

  constructor(name: string) {
    this.openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '2', '-subj', `/CN=${name}`, '-keyout', this.key, '-out', this.certificate],
    );
  }

  file(name: string): string {
    return path.join(this.dir, name);
  }

  /** A certificate of this authority. `names` are as openssl takes them: `DNS:localhost`, `IP:127.0.0.1`. */
  sign(name: string, names: string, passphrase?: string): CertificateFiles {
    const certificate = this.file(`${name}.crt`);
    const key = this.file(`${name}.key`);
    const request = this.file(`${name}.csr`);
    const extensions = this.file(`${name}.ext`);
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    this.openssl(
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ...(passphrase === undefined ? ['-nodes'] : ['-passout', `pass:${passphrase}`]),
      ...['-subj', `/CN=${name}`, '-keyout', key, '-out', request],
    );
    this.openssl(
      ...['x509', '-req', '-days', '2', '-in', request, '-extfile', extensions],
      ...['-CA', this.certificate, '-CAkey', this.key, '-CAcreateserial', '-out', certificate],
    );
    return { certificate, key };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private openssl(...parts: string[]): void {
    execFileSync('openssl', parts, { stdio: 'pipe' });
  }
}
