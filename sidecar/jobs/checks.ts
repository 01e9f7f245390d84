import type { LogEvent, SkipReason } from '../pipeline/parse';

const DAY_MS = 86_400_000;
const EARLIEST_MS = Date.UTC(1990, 0, 1);

/** Why a document could not be read, in words. */
export const SKIP_REASONS: Record<SkipReason, string> = {
  not_an_object: 'not an object',
  no_message: 'no message',
  bad_timestamp: 'time not readable',
};

/**
 * Why a line that was read has no place on the time axis, or null where it has one. Results go into an
 * index a day, so that a wild time would make an index of its own.
 */
export function timeFault(event: Pick<LogEvent, 'timestampMs'>, nowMs: number): string | null {
  const { timestampMs } = event;
  if (Number.isNaN(timestampMs)) return 'no time';
  if (timestampMs > nowMs + DAY_MS) return 'time more than a day in the future';
  if (timestampMs < EARLIEST_MS) return 'time before 1990';
  return null;
}
