/** What a line's own clock leaves open. */
export interface Clock {
  /** Now, in ms since 1970: a date without a year is the last such date up to a day after it. */
  nowMs: number;
  /** Minutes east of UTC of times without a zone. */
  utcOffsetMinutes: number;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, month) => [name, month],
  ),
);

/** 0–11, or undefined where the word is no English month. */
export function monthOf(name: string): number | undefined {
  return MONTHS.get(name);
}

/** Milliseconds of a fraction's digits: "5" is 500, "048123" is 48. */
export function fractionMs(digits: string | undefined): number {
  return digits ? Number(digits.slice(0, 3).padEnd(3, '0')) : 0;
}

/** Minutes east of UTC of "Z", "+0200" or "-05:30"; the clock's own where there is no zone. */
export function offsetMinutesOf(zone: string | undefined, clock: Clock): number {
  if (!zone) return clock.utcOffsetMinutes;
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone[0] === '-' ? -minutes : minutes;
}

/** ms since 1970 of a date without a year: the latest year that does not put it more than a day ahead of now. */
export function withNearestPastYear(
  month: number,
  day: number,
  timeOfDayMs: number,
  clock: Clock,
): number {
  const latestMs = clock.nowMs + 86_400_000;
  const offsetMs = clock.utcOffsetMinutes * 60_000;
  const year = new Date(latestMs).getUTCFullYear();
  const thisYearMs = Date.UTC(year, month, day) + timeOfDayMs - offsetMs;
  return thisYearMs <= latestMs
    ? thisYearMs
    : Date.UTC(year - 1, month, day) + timeOfDayMs - offsetMs;
}
