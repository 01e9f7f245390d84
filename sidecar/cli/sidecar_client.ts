import type { ZodType } from 'zod';
import { problemSchema } from '../../common/api/problem';
import { CliError } from './cli_error';
import type { CliContext } from './context';
import { httpUrl } from './option_parsers';

export const SIDECAR_URL_VARIABLE = 'ANOMALIES_SIDECAR_URL';
export const SIDECAR_KEY_VARIABLE = 'ANOMALIES_SIDECAR_KEY';
export const DEFAULT_SIDECAR_URL = 'http://127.0.0.1:8585';

/** Calls the sidecar's API; every answer is checked against the schema that both sides share. */
export class SidecarClient {
  readonly url: string;
  private readonly key: string | undefined;

  /** @param url as the user gave it; else the environment's, else the default */
  constructor(
    private readonly context: CliContext,
    url?: string,
  ) {
    this.url = url ?? urlOfEnvironment(context.env) ?? DEFAULT_SIDECAR_URL;
    this.key = context.env[SIDECAR_KEY_VARIABLE] || undefined;
  }

  get<T>(path: string, schema: ZodType<T>): Promise<T> {
    return this.call('GET', path, undefined, schema);
  }

  post<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T> {
    return this.call('POST', path, body, schema);
  }

  put<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T> {
    return this.call('PUT', path, body, schema);
  }

  /** For answers whose content does not matter. @throws CliError */
  async delete(path: string): Promise<void> {
    await this.request('DELETE', path, undefined);
  }

  private async call<T>(
    method: string,
    path: string,
    body: unknown,
    schema: ZodType<T>,
  ): Promise<T> {
    const response = await this.request(method, path, body);
    const parsed = schema.safeParse(await readJson(response));
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0]?.path.join('.') || 'the whole';
    throw new CliError(
      `${this.url}${path} gave an answer that is not the sidecar's (at ${where}). Is it the same version, and is the address right?`,
    );
  }

  private async request(method: string, path: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.key) headers.authorization = `Bearer ${this.key}`;
    let response: Response;
    try {
      response = await fetch(this.url + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: this.context.signal,
      });
    } catch (error) {
      this.context.signal.throwIfAborted();
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
      throw new CliError(
        `The sidecar does not answer at ${this.url} (${reason}). Start it with npm start, or give its address with ${SIDECAR_URL_VARIABLE}.`,
      );
    }
    if (!response.ok) throw new CliError(await this.describe(response, path));
    return response;
  }

  private async describe(response: Response, path: string): Promise<string> {
    if (response.status === 401) {
      return `The sidecar at ${this.url} wants a key: set ${SIDECAR_KEY_VARIABLE}${this.key ? ', the one that is set is not accepted' : ''}.`;
    }
    const problem = problemSchema.safeParse(await readJson(response));
    if (!problem.success) return `${this.url}${path} answered with status ${response.status}.`;
    const faults = (problem.data.errors ?? []).map(
      ({ path, message }) => `\n  ${path}: ${message}`,
    );
    return problem.data.detail + faults.join('');
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function urlOfEnvironment(env: NodeJS.ProcessEnv): string | undefined {
  const value = env[SIDECAR_URL_VARIABLE];
  if (!value) return undefined;
  try {
    return httpUrl(value);
  } catch {
    throw new CliError(
      `${SIDECAR_URL_VARIABLE} is "${value}", which is no address. Give one such as ${DEFAULT_SIDECAR_URL}.`,
    );
  }
}
