import { SEVERITIES, type Severity } from '../../../common/severity';
import {
  LABEL_FILTERS,
  SORT_FIELDS,
  UNIT_FILTERS,
  type LabelFilter,
  type SearchFiltersInput,
  type SortField,
  type UnitFilter,
} from '../../../common/app_api/search/filters';
import { MAX_WALKABLE_ROWS } from '../../../common/app_api/search/limits';
import type { Facet } from '../../../common/app_api/search/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { isRecord } from '../../lib/url_state';
import { parseColumns, type ColumnName } from './columns/names';

export const CHART_NAMES = ['timeline', 'scatter'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

/** What the Anomalies page keeps in its address. */
export interface ReviewState {
  query: string;
  severity: Severity[];
  host: string[];
  service: string[];
  pattern: string[];
  label: LabelFilter[];
  detector: string[];
  unit: UnitFilter[];
  /** Lines that a verdict or mute took below the threshold are shown, too. */
  suppressed: boolean;
  sort: SortField;
  direction: 'asc' | 'desc';
  /** From 0. */
  page: number;
  size: number;
  chart: ChartName;
  /** Undefined: those that this reader chose last. */
  columns?: ColumnName[];
  selected?: { index: string; id: string };
}

export type FilterName = Facet;

export const PAGE_SIZES = [15, 25, 50, 100];

const strings = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((value): value is string => typeof value === 'string') : [];

const among = <T extends string>(raw: unknown, allowed: readonly T[]): T[] =>
  strings(raw).filter((value): value is T => (allowed as readonly string[]).includes(value));

/** A whole state from whatever stands in the address; what is not understood is left at its default. */
export function parseReviewState(raw: unknown): ReviewState {
  const state = isRecord(raw) ? raw : {};
  const { selected } = state;
  const size = PAGE_SIZES.find((known) => known === state.size) ?? 25;
  const columns = parseColumns(state.columns);
  return {
    query: typeof state.query === 'string' ? state.query : '',
    severity: among(state.severity, SEVERITIES),
    host: strings(state.host),
    service: strings(state.service),
    pattern: strings(state.pattern),
    label: among(state.label, LABEL_FILTERS),
    detector: strings(state.detector),
    unit: among(state.unit, UNIT_FILTERS),
    suppressed: state.suppressed === true,
    sort: among([state.sort], SORT_FIELDS)[0] ?? 'score',
    direction: state.direction === 'asc' ? 'asc' : 'desc',
    page: pageOf(state.page, size),
    size,
    chart: among([state.chart], CHART_NAMES)[0] ?? 'timeline',
    ...(columns ? { columns } : {}),
    ...(isRecord(selected) && typeof selected.index === 'string' && typeof selected.id === 'string'
      ? { selected: { index: selected.index, id: selected.id } }
      : {}),
  };
}

function pageOf(raw: unknown, size: number): number {
  const last = Math.floor(MAX_WALKABLE_ROWS / size) - 1;
  return typeof raw === 'number' && raw >= 0 ? Math.min(Math.floor(raw), last) : 0;
}

/** What is asked of the server about all that matches: the same for the table, the charts, the export and verdicts. */
export function filtersOf(state: ReviewState, range: TimeRange): SearchFiltersInput {
  const { query, severity, host, service, pattern, label, detector, unit, suppressed } = state;
  return {
    ...range,
    query,
    severity,
    host,
    service,
    pattern,
    label,
    detector,
    unit,
    hide_suppressed: !suppressed,
  };
}
