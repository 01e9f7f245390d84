import type { HttpFetchOptions, HttpSetup, IHttpFetchError } from '@kbn/core/public';

async function call<T>(method: string, path: string, options: HttpFetchOptions = {}): Promise<T> {
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
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  const error: Partial<IHttpFetchError> = { response, body };
  throw Object.assign(new Error(response.statusText), error);
}

export const http: HttpSetup = {
  basePath: { prepend: (path) => path },
  get: (path, options) => call('GET', path, options),
  post: (path, options) => call('POST', path, options),
  delete: (path, options) => call('DELETE', path, options),
};
