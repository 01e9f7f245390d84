import type { IncidentSortField, IncidentState } from '../../../../common/app_api/incidents/schema';
import { SEVERITIES, type Severity } from '../../../../common/severity';
import { isRecord } from '../../../lib/url_state';

/** What the list of incidents keeps in its address. */
export interface IncidentListState {
  state: IncidentState;
  severity: Severity[];
  host: string[];
  service: string[];
  text: string;
  sort: IncidentSortField;
  direction: 'asc' | 'desc';
  /** From 0. */
  page: number;
  size: number;
}

const STATES: readonly IncidentState[] = ['open', 'judged', 'all'];
const SORTS: readonly IncidentSortField[] = ['score', 'time', 'lines'];
export const PAGE_SIZES = [15, 25, 50];

const strings = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((value): value is string => typeof value === 'string') : [];

/** A whole state from whatever stands in the address; what is not understood is left at its default. */
export function parseIncidentListState(raw: unknown): IncidentListState {
  const state = isRecord(raw) ? raw : {};
  return {
    state: STATES.find((name) => name === state.state) ?? 'open',
    severity: SEVERITIES.filter((name) => strings(state.severity).includes(name)),
    host: strings(state.host),
    service: strings(state.service),
    text: typeof state.text === 'string' ? state.text : '',
    sort: SORTS.find((name) => name === state.sort) ?? 'score',
    direction: state.direction === 'asc' ? 'asc' : 'desc',
    page: typeof state.page === 'number' && state.page >= 0 ? Math.floor(state.page) : 0,
    size: PAGE_SIZES.find((size) => size === state.size) ?? PAGE_SIZES[0],
  };
}

/** Whether anything besides open, judged or all was chosen. */
export const isNarrowed = ({ severity, host, service, text }: IncidentListState): boolean =>
  severity.length + host.length + service.length > 0 || text !== '';
