import type { CountRule } from '../../../common/api/settings/rules';
import { severitiesFrom } from '../../../common/severity';

const MINUTE_MS = 60_000;
/** Lines may be older than their finding. */
const MARGIN_MS = 15 * MINUTE_MS;

/** @returns an empty text where nobody said where the app is */
export function pageUrl(path: string, publicUrl: string | null): string {
  return publicUrl === null ? '' : `${publicUrl.replace(/\/+$/, '')}/${path}`;
}

export function incidentUrl(id: string, publicUrl: string | null): string {
  return pageUrl(`incidents/${encodeURIComponent(id)}`, publicUrl);
}

/** The Anomalies page with just the lines that a rule counted. */
export function linesUrl(
  rule: CountRule,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  publicUrl: string | null,
): string {
  const at = (ms: number) => text(new Date(ms).toISOString());
  const period = `_g=(time:(from:${at(fromMs - MARGIN_MS)},to:${at(toMs)}))`;
  const query = [
    ...oneOf('host.name', rule.hosts),
    ...oneOf('service.name', rule.services),
    ...oneOf('source.index', rule.indices),
  ].join(' and ');
  const severity = `severity:!(${severitiesFrom(rule.severity).join(',')})`;
  const filter = query === '' ? severity : `query:${text(query)},${severity}`;
  return pageUrl(`anomalies?${period}&_a=(${filter})`, publicUrl);
}

/** KQL, in which only "*" may stay as it is. */
function oneOf(field: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const values = names.map((name) => name.replace(/[\\():<>"{}\s]/g, '\\$&'));
  return [`${field} : (${values.join(' or ')})`];
}

/** A text of RISON within an address. */
function text(value: string): string {
  return encodeURIComponent(`'${value.replace(/[!']/g, '!$&')}'`).replaceAll("'", '%27');
}
