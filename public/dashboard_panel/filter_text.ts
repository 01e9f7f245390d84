import { isRecord } from '../lib/url_state';

/** A filter of a dashboard: as the KQL that says the same, or by its name where none does. */
export type FilterText = { kql: string } | { unknown: string };

/**
 * Reads the filter pills and controls of a dashboard, whatever they are made of: of each only its `query` counts, since
 * not all of them have `meta.type`. Those that are switched off are left out.
 */
export function textOfFilters(filters: readonly unknown[]): FilterText[] {
  return filters.filter(isRecord).flatMap((filter): FilterText[] => {
    const meta = isRecord(filter.meta) ? filter.meta : {};
    if (meta.disabled === true) return [];
    const kql = kqlOf(filter.query);
    if (kql === undefined) return [{ unknown: nameOf(meta) }];
    return [{ kql: meta.negate === true ? `not (${kql})` : kql }];
  });
}

function kqlOf(query: unknown): string | undefined {
  if (!isRecord(query)) return undefined;
  const entries = Object.entries(query);
  if (entries.length !== 1) return undefined;
  const [[kind, body]] = entries;
  if (!isRecord(body)) return undefined;
  switch (kind) {
    case 'match_phrase':
      return phraseOf(body);
    case 'exists':
      return typeof body.field === 'string' ? `${fieldOf(body.field)} : *` : undefined;
    case 'range':
      return rangeOf(body);
    case 'bool':
      return anyOf(body);
    default:
      return undefined;
  }
}

/** Names of fields as the anomalies have them: in logs that nobody mapped, keywords are parts of texts. */
const fieldOf = (name: string): string =>
  name.replace(/\.keyword$/, '').replace(/[\s():<>"\\]/g, '\\$&');

const quoted = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `"${String(value).replace(/[\\"]/g, '\\$&')}"`
    : undefined;

function phraseOf(body: Record<string, unknown>): string | undefined {
  const [[field, of], ...more] = Object.entries(body);
  const value = quoted(isRecord(of) ? of.query : of);
  return value === undefined || more.length > 0 ? undefined : `${fieldOf(field)} : ${value}`;
}

const OPERATORS: Record<string, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function rangeOf(body: Record<string, unknown>): string | undefined {
  const [[field, bounds], ...more] = Object.entries(body);
  if (!isRecord(bounds) || more.length > 0) return undefined;
  const parts = Object.entries(bounds)
    .filter(([name, value]) => Object.hasOwn(OPERATORS, name) && value !== null)
    .map(([name, value]) => `${fieldOf(field)} ${OPERATORS[name]} ${quoted(value) ?? ''}`);
  return parts.length > 0 ? parts.join(' and ') : undefined;
}

/** "is one of": phrases, any of which is enough. */
function anyOf({ should, minimum_should_match: least, ...rest }: Record<string, unknown>) {
  if (!Array.isArray(should) || should.length === 0 || Number(least) !== 1) return undefined;
  if (Object.keys(rest).length > 0) return undefined;
  const parts = should.map(kqlOf);
  return parts.every((part) => part !== undefined) ? `(${parts.join(' or ')})` : undefined;
}

function nameOf({ alias, key, value, type }: Record<string, unknown>): string {
  const name = [alias, key, value, type].find((part) => typeof part === 'string' && part !== '');
  return typeof name === 'string' ? name : '?';
}
