import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AgentOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { AnomaliesConfig } from './config';
import { errorCode } from './error_code';

/** What a TLS connection to the sidecar is made with. */
export type SidecarTls = Pick<
  AgentOptions,
  'ca' | 'cert' | 'key' | 'passphrase' | 'rejectUnauthorized' | 'checkServerIdentity'
>;

const PREFIX = 'anomalies.sidecar.ssl';

/** Reads the files that the configuration names. @throws Error that says which option is wrong and how. */
export function readSidecarTls(ssl: AnomaliesConfig['sidecar']['ssl']): SidecarTls {
  const { certificateAuthorities, certificate, key, keyPassphrase, verificationMode } = ssl;
  const authorities = certificateAuthorities === undefined ? [] : [certificateAuthorities].flat();
  const tls: SidecarTls = {
    rejectUnauthorized: verificationMode !== 'none',
    ...(verificationMode === 'full' ? {} : { checkServerIdentity: () => undefined }),
  };
  if (authorities.length > 0) {
    tls.ca = authorities.map((file) => readCertificate('certificateAuthorities', file));
  }
  if (certificate !== undefined && key !== undefined) {
    tls.cert = readCertificate('certificate', certificate);
    tls.key = readPem('key', key);
    tls.passphrase = keyPassphrase;
    checkPair(tls, certificate, key);
  }
  return tls;
}

function readPem(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    const reason =
      { ENOENT: 'there is no such file', EACCES: 'Kibana may not read it' }[code] ?? code;
    throw new Error(`${PREFIX}.${option}: "${file}" cannot be read: ${reason}.`);
  }
}

function readCertificate(option: string, file: string): string {
  const pem = readPem(option, file);
  try {
    new X509Certificate(pem);
  } catch {
    throw new Error(
      `${PREFIX}.${option}: "${file}" is no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    );
  }
  return pem;
}

/** A key that is encrypted, broken or of another certificate shows only when the two are used together. */
function checkPair(tls: SidecarTls, certificate: string, key: string): void {
  try {
    createSecureContext({ cert: tls.cert, key: tls.key, passphrase: tls.passphrase });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${PREFIX}.key: "${key}" does not open, or does not belong to "${certificate}" (${reason}). ` +
        `Is ${PREFIX}.keyPassphrase right?`,
    );
  }
}
