import type { z } from 'zod';
import { problemSchema } from '../common/api/problem';
import { AppError } from './app_error';
import type { AnomaliesConfig } from './config';
import { errorCode } from './error_code';
import { HttpRequester, type HttpAnswer } from './http_request';
import { requestId } from './request_id';
import type { SidecarTls } from './sidecar_tls';

interface CallOptions {
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export type SidecarOptions = Omit<AnomaliesConfig['sidecar'], 'ssl'> & { tls?: SidecarTls };

/** Calls the sidecar; every failure becomes an {@link AppError} that says what to do. */
export class SidecarClient {
  readonly url: string;

  private readonly requester: HttpRequester;

  constructor(private readonly options: SidecarOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.requester = new HttpRequester(options.tls);
  }

  get statusTimeoutMs(): number {
    return this.options.statusTimeoutMs;
  }

  /** @throws AppError */
  async call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    answer: z.ZodType<T>,
    { body, signal, timeoutMs = this.options.requestTimeoutMs }: CallOptions = {},
  ): Promise<T> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const { status, text } = await this.send(method, path, body, signal, timeout, timeoutMs);
    if (status < 200 || status > 299) throw this.refused(status, text);
    const parsed = answer.safeParse(text === '' ? undefined : parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AppError(
      502,
      'unexpected',
      `The sidecar at ${this.url} answered ${method} ${path} in a form that is not understood here. ` +
        'Are both of the same version?',
    );
  }

  private async send(
    method: string,
    path: string,
    body: unknown,
    signal: AbortSignal | undefined,
    timeout: AbortSignal,
    timeoutMs: number,
  ): Promise<HttpAnswer> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const id = requestId();
    if (id !== undefined) headers['x-request-id'] = id;
    if (this.options.key) headers.authorization = `Bearer ${this.options.key}`;
    try {
      return await this.requester.send({
        method,
        url: this.url + path,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: anyOf(timeout, signal),
      });
    } catch (error) {
      throw this.unreachable(error, timeout, timeoutMs);
    }
  }

  private unreachable(error: unknown, timeout: AbortSignal, timeoutMs: number): AppError {
    if (timeout.aborted) {
      return new AppError(
        504,
        'sidecar_timeout',
        `The sidecar at ${this.url} did not answer within ${timeoutMs / 1000} s.`,
      );
    }
    const code = errorCode(error);
    // A server that does not trust a certificate of TLS 1.3 says so by hanging up.
    const hungUp = code === 'ECONNRESET' && this.options.tls?.cert !== undefined;
    if (code !== undefined && (hungUp || TLS_FAULT.test(code))) return this.untrusted(code);
    const reason = code === undefined ? '' : ` (${code})`;
    return new AppError(
      503,
      'sidecar_unreachable',
      `Nothing answers at ${this.url}${reason}. Start the sidecar, or set anomalies.sidecar.url in kibana.yml.`,
    );
  }

  private untrusted(code: string): AppError {
    return new AppError(
      502,
      'sidecar_untrusted',
      `No trusted connection to the sidecar at ${this.url} (${code}): ${adviceOf(code)}`,
    );
  }

  private refused(status: number, text: string): AppError {
    if (status === 401) {
      return new AppError(
        502,
        'sidecar_refused_key',
        `The sidecar at ${this.url} refuses the key. Set anomalies.sidecar.key to one of its keys.`,
      );
    }
    const problem = problemSchema.safeParse(parseJson(text));
    if (!problem.success) {
      return new AppError(
        502,
        'unexpected',
        `What answers at ${this.url} does not look like the sidecar (status ${status}).`,
      );
    }
    const { code, detail, errors } = problem.data;
    return new AppError(status, code, detail, errors);
  }
}

/** How Node names what is wrong with certificates and handshakes. */
const TLS_FAULT = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$)/;

function adviceOf(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'its certificate is for another host name. Use that name in anomalies.sidecar.url.';
  }
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired. Renew it.';
  if (code === 'EPROTO' || code.includes('WRONG_VERSION')) {
    return 'what answers there does not speak https. Is anomalies.sidecar.url right?';
  }
  if (code === 'ECONNRESET') {
    return 'it hangs up. Does it trust the certificate in anomalies.sidecar.ssl.certificate?';
  }
  return code.startsWith('ERR_SSL_')
    ? 'it refuses the connection. If it asks for a certificate, set anomalies.sidecar.ssl.certificate and key.'
    : 'the authority that signed its certificate is not known. Name it in anomalies.sidecar.ssl.certificateAuthorities.';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `AbortSignal.any`, which Node 18 does not have. */
function anyOf(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
  if (!second) return first;
  const controller = new AbortController();
  for (const signal of [first, second]) {
    if (signal.aborted) controller.abort(signal.reason);
    else {
      signal.addEventListener('abort', () => controller.abort(signal.reason), {
        once: true,
        signal: controller.signal,
      });
    }
  }
  return controller.signal;
}
