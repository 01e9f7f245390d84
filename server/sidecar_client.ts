import type { z } from 'zod';
import { problemSchema } from '../common/api/problem';
import { AppError } from './app_error';
import type { AnomaliesConfig } from './config';

interface CallOptions {
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Calls the sidecar; every failure becomes an {@link AppError} that says what to do. */
export class SidecarClient {
  readonly url: string;

  constructor(private readonly options: AnomaliesConfig['sidecar']) {
    this.url = options.url.replace(/\/+$/, '');
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
    const response = await this.send(method, path, body, signal, timeout, timeoutMs);
    const text = await response.text().catch((error: unknown) => {
      throw this.unreachable(error, timeout, timeoutMs);
    });
    if (!response.ok) throw this.refused(response.status, text);
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
  ): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.options.key) headers.authorization = `Bearer ${this.options.key}`;
    try {
      return await fetch(this.url + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: anyOf(timeout, signal),
        redirect: 'error',
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
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason =
      cause && typeof cause === 'object' && 'code' in cause ? ` (${String(cause.code)})` : '';
    return new AppError(
      503,
      'sidecar_unreachable',
      `Nothing answers at ${this.url}${reason}. Start the sidecar, or set anomalies.sidecar.url in kibana.yml.`,
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
