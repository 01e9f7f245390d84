import { SEVERITIES, type Severity } from '../../../common/severity';
import type { LabelFilter, SortField } from '../../../common/app_api/search/schema';
import { isRecord } from '../../lib/url_state';

/** What the Anomalies page keeps in its address. */
export interface ReviewState {
  query: string;
  severity: Severity[];
  host: string[];
  service: string[];
  pattern: string[];
  label: LabelFilter[];
  /** Lines that a verdict or mute took below the threshold are shown, too. */
  suppressed: boolean;
  sort: SortField;
  direction: 'asc' | 'desc';
  /** From 0. */
  page: number;
  size: number;
  selected?: { index: string; id: string };
}

export type FilterName = 'severity' | 'host' | 'service' | 'pattern' | 'label';

const LABELS: readonly LabelFilter[] = ['none', 'true', 'false_positive', 'mute'];
const SORTS: readonly SortField[] = ['time', 'score', 'host', 'service'];
export const PAGE_SIZES = [15, 25, 50, 100];

const strings = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((value): value is string => typeof value === 'string') : [];

const among = <T extends string>(raw: unknown, allowed: readonly T[]): T[] =>
  strings(raw).filter((value): value is T => (allowed as readonly string[]).includes(value));

/** A whole state from whatever stands in the address; what is not understood is left at its default. */
export function parseReviewState(raw: unknown): ReviewState {
  const state = isRecord(raw) ? raw : {};
  const { selected } = state;
  return {
    query: typeof state.query === 'string' ? state.query : '',
    severity: among(state.severity, SEVERITIES),
    host: strings(state.host),
    service: strings(state.service),
    pattern: strings(state.pattern),
    label: among(state.label, LABELS),
    suppressed: state.suppressed === true,
    sort: among([state.sort], SORTS)[0] ?? 'score',
    direction: state.direction === 'asc' ? 'asc' : 'desc',
    page: typeof state.page === 'number' && state.page >= 0 ? Math.floor(state.page) : 0,
    size: PAGE_SIZES.find((size) => size === state.size) ?? 25,
    ...(isRecord(selected) && typeof selected.index === 'string' && typeof selected.id === 'string'
      ? { selected: { index: selected.index, id: selected.id } }
      : {}),
  };
}
