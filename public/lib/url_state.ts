import { encode, safeDecode } from '@kbn/rison';

/** Rison's own characters stay readable in an address; everything else is percent-encoded. */
const readable = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':')
    .replace(/%40/g, '@')
    .replace(/%2F/g, '/')
    .replace(/%24/g, '$');

export type StateParameter = '_g' | '_a';

/** One state object out of an address's query; undefined where there is none or it is broken. */
export function readState(search: string, parameter: StateParameter): unknown {
  const text = new URLSearchParams(search).get(parameter);
  return text === null ? undefined : (safeDecode(text) ?? undefined);
}

/** The query with one state replaced, or taken out where `state` is undefined. */
export function writeState(search: string, parameter: StateParameter, state: unknown): string {
  const parameters = new URLSearchParams(search);
  parameters.delete(parameter);
  const parts = [...parameters].map(([name, value]) => `${name}=${readable(value)}`);
  if (state !== undefined) parts.push(`${parameter}=${readable(encode(state))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** The query for a link to another page: the period stays, the page's own state does not. */
export function globalStateOnly(search: string): string {
  return writeState(search, '_a', undefined);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
