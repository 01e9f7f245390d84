import { z } from 'zod';

const isoTime = z.iso.datetime({ offset: true });

/** The period that a screen shows: `from` inclusive, `to` exclusive, ISO 8601. */
export const timeRangeShape = { from: isoTime, to: isoTime };

export interface TimeRange {
  from: string;
  to: string;
}

const MAX_SPAN_MS = 20 * 365 * 86_400_000;

/** Holds a request to a period that runs forward and is not endless. */
export function hasValidRange(range: TimeRange): boolean {
  const spanMs = Date.parse(range.to) - Date.parse(range.from);
  return spanMs > 0 && spanMs <= MAX_SPAN_MS;
}

export const INVALID_RANGE = '"from" must be before "to", by at most 20 years';

/** Minutes by which the reader's clock is ahead of UTC: day-long buckets start at their midnight. */
export const utcOffsetMinutes = z.coerce.number().int().min(-840).max(840).default(0);

/** How many buckets a chart has at most. */
export const bucketTarget = z.coerce.number().int().min(5).max(200).default(48);
