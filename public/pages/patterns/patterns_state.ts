import {
  PATTERN_SORTS,
  PATTERN_TABS,
  type PatternSort,
  type PatternTab,
} from '../../../common/app_api/patterns/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { isRecord } from '../../lib/url_state';

/** What the period is compared with. */
export type Comparison = { with: 'before' | 'day' | 'week' } | ({ with: 'custom' } & TimeRange);

/** What the Patterns page keeps in its address. */
export interface PatternsState {
  tab: PatternTab;
  text: string;
  host: string[];
  service: string[];
  compare?: Comparison;
  sort: PatternSort;
  direction: 'asc' | 'desc';
  /** From 0. */
  page: number;
  size: number;
  /** Id of the pattern in the flyout. */
  selected?: string;
}

export const PAGE_SIZES = [15, 25, 50, 100];
const DAY_MS = 86_400_000;

const strings = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((value): value is string => typeof value === 'string') : [];

/** A whole state from whatever stands in the address; what is not understood is left at its default. */
export function parsePatternsState(raw: unknown): PatternsState {
  const state = isRecord(raw) ? raw : {};
  const tab = PATTERN_TABS.find((known) => known === state.tab) ?? 'all';
  const compare = parseComparison(state.compare);
  const usual = usualSort(tab, compare !== undefined);
  return {
    tab,
    text: typeof state.text === 'string' ? state.text : '',
    host: strings(state.host),
    service: strings(state.service),
    ...(compare ? { compare } : {}),
    sort: PATTERN_SORTS.find((known) => known === state.sort) ?? usual.sort,
    direction:
      state.direction === 'asc' || state.direction === 'desc' ? state.direction : usual.direction,
    page: typeof state.page === 'number' && state.page >= 0 ? Math.floor(state.page) : 0,
    size: PAGE_SIZES.find((size) => size === state.size) ?? 25,
    ...(typeof state.selected === 'string' ? { selected: state.selected } : {}),
  };
}

function parseComparison(raw: unknown): Comparison | undefined {
  if (!isRecord(raw)) return undefined;
  const { with: other, from, to } = raw;
  if (other === 'before' || other === 'day' || other === 'week') return { with: other };
  const isRange =
    other === 'custom' &&
    typeof from === 'string' &&
    typeof to === 'string' &&
    Date.parse(from) < Date.parse(to);
  return isRange ? { with: 'custom', from, to } : undefined;
}

/** What people look for in a list stands first. */
export function usualSort(
  tab: PatternTab,
  isComparing: boolean,
): Pick<PatternsState, 'sort' | 'direction'> {
  if (isComparing) return { sort: 'change', direction: 'desc' };
  if (tab === 'new') return { sort: 'first', direction: 'desc' };
  if (tab === 'rare') return { sort: 'last', direction: 'desc' };
  return { sort: tab === 'vanished' ? 'typical' : 'lines', direction: 'desc' };
}

/** The other period, of the same length but for one that was chosen freely. */
export function comparedRange(compare: Comparison, { from, to }: TimeRange): TimeRange {
  if (compare.with === 'custom') return { from: compare.from, to: compare.to };
  const byMs = {
    before: Date.parse(to) - Date.parse(from),
    day: DAY_MS,
    week: 7 * DAY_MS,
  }[compare.with];
  const earlier = (time: string) => new Date(Date.parse(time) - byMs).toISOString();
  return { from: earlier(from), to: earlier(to) };
}
