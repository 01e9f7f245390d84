import type {
  HttpFetchOptions,
  HttpHandler,
  HttpResponse,
  HttpSetup,
  IHttpFetchError,
} from '@kbn/core/public';

type Options = HttpFetchOptions & { asResponse?: boolean; rawResponse?: boolean };

function handlerOf(method: string): HttpHandler {
  async function call<T>(
    path: string,
    options: HttpFetchOptions & { asResponse: true; rawResponse?: boolean },
  ): Promise<HttpResponse<T>>;
  async function call<T>(path: string, options?: HttpFetchOptions): Promise<T>;
  async function call(path: string, options: Options = {}): Promise<unknown> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) query.set(name, String(value));
    }
    const response = await fetch(query.size > 0 ? `${path}?${query}` : path, {
      method,
      body: options.body,
      headers: { 'content-type': 'application/json', 'kbn-xsrf': 'host', ...options.headers },
      signal: options.signal,
    });
    if (response.ok && options.asResponse && options.rawResponse) return { response };
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return options.asResponse ? { response, body } : body;
    const error: Partial<IHttpFetchError> = { response, body };
    throw Object.assign(new Error(response.statusText), error);
  }
  return call;
}

export const http: HttpSetup = {
  basePath: { prepend: (path) => path },
  get: handlerOf('GET'),
  post: handlerOf('POST'),
  delete: handlerOf('DELETE'),
};
