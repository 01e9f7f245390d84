const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Intervals that divide hours and days, so that rhythms are whole numbers of them. */
export const NICE_INTERVALS_MS: readonly number[] = [
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
];

/** Points that an interval chosen by itself gives at most. */
const MAX_AUTO_POINTS = 1_000;

/** The shortest of the usual intervals that cuts the period into at most 1,000: about 200 to 1,000 of them. */
export function autoInterval(spanMs: number): number {
  const fitting = NICE_INTERVALS_MS.find((intervalMs) => spanMs / intervalMs <= MAX_AUTO_POINTS);
  return fitting ?? NICE_INTERVALS_MS[NICE_INTERVALS_MS.length - 1];
}

const UNITS: Record<string, number> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** "30s", "5m", "1h" or "1d" in ms; null for anything else. */
export function parseInterval(text: string): number | null {
  const parts = /^([1-9]\d{0,5})([smhd])$/.exec(text);
  return parts ? Number(parts[1]) * UNITS[parts[2]] : null;
}

/** The way back: "5m", "1d". */
export function formatInterval(intervalMs: number): string {
  for (const unit of ['d', 'h', 'm'])
    if (intervalMs % UNITS[unit] === 0) return `${intervalMs / UNITS[unit]}${unit}`;
  return `${intervalMs / SECOND_MS}s`;
}

/** "3 hours", "1 day", "12 minutes": the largest unit that there are at least two of, else one. */
export function spanInWords(spanMs: number): string {
  const [unit, name] = (
    [
      [DAY_MS, 'day'],
      [HOUR_MS, 'hour'],
      [MINUTE_MS, 'minute'],
    ] as const
  ).find(([ms]) => spanMs >= 2 * ms || (ms === MINUTE_MS && spanMs >= ms)) ?? [SECOND_MS, 'second'];
  const count = Math.round(spanMs / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
