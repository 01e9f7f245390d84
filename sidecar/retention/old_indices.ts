import type { Client } from '@elastic/elasticsearch';
import { DAILY_INDEX_FAMILIES, type DailyIndexFamily } from '../../common/indices';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';

const DAY_MS = 86_400_000;

export interface DailyIndex {
  name: string;
  /** Start of its day. */
  dayMs: number;
  bytes: number;
}

/** The day of an index of a family; null for every other name, and so for every index that is not the sidecar's own. */
export function dayOfIndex(family: DailyIndexFamily, name: string): number | null {
  const prefix = DAILY_INDEX_FAMILIES[family];
  const day = /^(\d{4})\.(\d{2})\.(\d{2})$/.exec(name.slice(prefix.length));
  if (!name.startsWith(prefix) || !day) return null;
  const dayMs = Date.parse(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`);
  return Number.isNaN(dayMs) ? null : dayMs;
}

/** Whether all of a day lies more than so many whole days before today. */
export function isTooOld(dayMs: number, days: number, nowMs: number): boolean {
  const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return dayMs < todayMs - days * DAY_MS;
}

/** The daily indices of a family, the oldest first. */
export async function dailyIndices(
  client: Client,
  family: DailyIndexFamily,
  retry: RetryOptions,
): Promise<DailyIndex[]> {
  const stats = await withRetry(
    () =>
      client.indices.stats({
        index: `${DAILY_INDEX_FAMILIES[family]}*`,
        metric: 'store',
        expand_wildcards: ['open', 'hidden'],
        filter_path: 'indices.*.total.store.size_in_bytes',
      }),
    retry,
  );
  return Object.entries(stats.indices ?? {})
    .flatMap(([name, { total }]) => {
      const dayMs = dayOfIndex(family, name);
      return dayMs === null ? [] : [{ name, dayMs, bytes: total?.store?.size_in_bytes ?? 0 }];
    })
    .sort((a, b) => a.dayMs - b.dayMs);
}
