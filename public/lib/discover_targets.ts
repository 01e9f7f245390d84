import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import type { AnomalyDocument, FlaggedUnit } from '../../common/anomaly';
import type { IncidentDetail } from '../../common/app_api/incidents/schema';
import type { TimeRange } from '../../common/app_api/time_range';

/** What Discover's filter bar shows and can switch off. */
export interface DiscoverFilter {
  meta: { alias: string; disabled: boolean; negate: boolean; type: 'custom'; key: 'query' };
  query: Record<string, unknown>;
  $state: { store: 'appState' };
}

/** Parameters of Discover's locator. */
export interface DiscoverTarget {
  dataViewSpec: { title: string; timeFieldName: string };
  timeRange: TimeRange;
  query?: { language: 'kuery'; query: string };
  filters?: DiscoverFilter[];
}

const AROUND_MS = 5 * 60_000;
const PLACEHOLDER = /<[^<>\s]{1,40}>/;
/** How the sidecar names what has no host. */
const NO_HOST = '-';

const around = (fromMs: number, toMs = fromMs): TimeRange => ({
  from: new Date(fromMs - AROUND_MS).toISOString(),
  to: new Date(toMs + AROUND_MS).toISOString(),
});

const filter = (
  alias: string,
  query: DiscoverFilter['query'],
  disabled = false,
): DiscoverFilter => ({
  meta: { alias, disabled, negate: false, type: 'custom', key: 'query' },
  query,
  $state: { store: 'appState' },
});

/** Which field of the logs holds the host is set in the sidecar: so it may stand in any of them. */
const hostFilter = (host: string): DiscoverFilter[] =>
  host === NO_HOST || host === ''
    ? []
    : [
        filter(host, {
          multi_match: { query: host, type: 'phrase', fields: ['*'], lenient: true },
        }),
      ];

/** A flagged line or unit, and where it came from. */
interface Flagged {
  /** ISO. */
  timestamp: string;
  host: string;
  source: { index: string; id: string };
  unit?: FlaggedUnit;
}

/** The logs of the line's host around it; the line alone is a filter to switch on. */
export const flaggedLineTarget = (
  { timestamp, host, source, unit }: Flagged,
  thisLine: string,
): DiscoverTarget => {
  const ids = unit ? unit.evidence.map(({ id }) => id) : [source.id];
  return {
    dataViewSpec: logs(source.index),
    timeRange: unit
      ? around(Date.parse(unit.start), Date.parse(unit.end))
      : around(Date.parse(timestamp)),
    filters: [...hostFilter(host), filter(thisLine, { ids: { values: ids } }, true)],
  };
};

/** The same of a flagged line as it is stored. */
export const lineTarget = (document: AnomalyDocument, thisLine: string): DiscoverTarget =>
  flaggedLineTarget(
    {
      timestamp: document['@timestamp'],
      host: document.host.name,
      source: document.source,
      unit: document.anomaly.unit,
    },
    thisLine,
  );

/** The logs of an incident's time; undefined where its logs are gone. */
export function incidentTarget({
  incident,
  sourceIndices,
}: IncidentDetail): DiscoverTarget | undefined {
  if (sourceIndices.length === 0) return undefined;
  return {
    dataViewSpec: logs(sourceIndices.join(',')),
    timeRange: around(Date.parse(incident.start), Date.parse(incident.end)),
  };
}

/** The lines of a pattern, found by its words. */
export const patternTarget = (
  text: string,
  sourcePattern: string,
  timeRange: TimeRange,
): DiscoverTarget => ({
  dataViewSpec: logs(sourcePattern),
  timeRange,
  query: { language: 'kuery', query: searchText(text) },
});

/** All flagged lines of a period beside their scores. */
export const flaggedTarget = (timeRange: TimeRange): DiscoverTarget => ({
  dataViewSpec: logs(ANOMALIES_INDEX_PATTERN),
  timeRange,
  query: { language: 'kuery', query: 'anomaly.suppressed : false' },
});

const logs = (title: string) => ({ title, timeFieldName: '@timestamp' });

/** The pattern's words as phrases that Discover's search bar looks for. */
function searchText(patternText: string): string {
  return patternText
    .split(PLACEHOLDER)
    .map((part) => part.replace(/^[\p{L}\p{N}_.]+$|["\\]/gu, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]{2}/u.test(part))
    .map((part) => `message : "${part}"`)
    .join(' and ');
}
