import { X509Certificate } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { problemSchema } from '../common/api/problem';
import type { Config } from './config';
import { OPTIONS } from './options';
import { readPem } from './pem_file';

const TIMEOUT_MS = 4_000;
const MAX_ANSWER_CHARS = 10_000;

export interface Health {
  isWell: boolean;
  /** What is wrong, or worth knowing; null where there is nothing to say. */
  note: string | null;
}

/**
 * Asks the sidecar of this very configuration on this machine whether it lives, or with `ready` whether it can work.
 * @throws ConfigError where a certificate cannot be read
 */
export async function checkHealth(config: Config, ready: boolean): Promise<Health> {
  const isSecure = config.tlsCertificate !== undefined;
  const path = ready ? '/readyz' : '/healthz';
  const url = `${isSecure ? 'https' : 'http'}://${hostInUrl(config)}:${config.port}${path}`;
  const own = readPem('tlsCertificate', config.tlsCertificate);
  try {
    const { status, text, shown } = await ask(url, isSecure ? tlsOf(config, own) : {});
    if (status !== 200) {
      return { isWell: false, note: `${url} answers ${status}${reasonIn(text)}` };
    }
    return { isWell: true, note: own && shown ? staleNote(own, shown) : null };
  } catch (error) {
    return {
      isWell: false,
      note: `${url} does not answer: ${describe(error, config.tlsClientCa !== undefined)}`,
    };
  }
}

function hostInUrl({ host }: Config): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Where the sidecar wants a certificate of its clients, it is shown one: that of the health check, or else its own. */
function tlsOf(config: Config, own: Buffer | undefined): RequestOptions {
  const { healthCertificate, healthKey } = config;
  const shown =
    healthCertificate === undefined
      ? { cert: own, key: readPem('tlsKey', config.tlsKey), passphrase: config.tlsKeyPassphrase }
      : {
          cert: readPem('healthCertificate', healthCertificate),
          key: readPem('healthKey', healthKey),
        };
  return {
    ...(config.tlsClientCa === undefined ? {} : shown),
    // It asks itself, on this machine, and sends and believes nothing that matters. Verified, a certificate that was
    // renewed and not taken up yet would look like a sidecar that is dead.
    rejectUnauthorized: false,
  };
}

interface Answer {
  status: number;
  text: string;
  /** The certificate of the other side, where there is one. */
  shown: X509Certificate | undefined;
}

function ask(url: string, tls: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const options = { ...tls, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) };
    request(url, options, (response: IncomingMessage) => {
      const { socket } = response;
      const shown =
        'encrypted' in socket ? (socket as TLSSocket).getPeerX509Certificate() : undefined;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text = (text + part).slice(0, MAX_ANSWER_CHARS)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, shown }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

function staleNote(own: Buffer, shown: X509Certificate): string | null {
  if (new X509Certificate(own).fingerprint256 === shown.fingerprint256) return null;
  return `It lives, with another certificate than ${OPTIONS.tlsCertificate.env} names now (valid to ${shown.validTo}): send it SIGHUP.`;
}

function reasonIn(text: string): string {
  try {
    const problem = problemSchema.safeParse(JSON.parse(text));
    return problem.success ? `: ${problem.data.detail}` : '';
  } catch {
    return '';
  }
}

/** A server breaks off where it does not take the certificate that it is shown; what says so depends on the version of TLS. */
const BREAKS_OFF = /ECONNRESET|CERTIFICATE|HANDSHAKE|UNKNOWN_CA/;

function describe(error: unknown, asksForCertificate: boolean): string {
  const { message = '', code = '', name } = error as NodeJS.ErrnoException;
  if (name === 'AbortError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
  const hint =
    asksForCertificate && BREAKS_OFF.test(code)
      ? `. It may not take the certificate of this check: name one of the authority of ${OPTIONS.tlsClientCa.env} with ${OPTIONS.healthCertificate.env} and ${OPTIONS.healthKey.env}`
      : '';
  return `${message || code}${hint}`;
}
