/** Where an axis is marked, and what stands there. */
export interface Tick {
  value: number;
  label: string;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TIME_STEPS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 7, 14].map((n) => n * DAY_MS),
];

/** Months in a step, once days are too many. */
const MONTH_STEPS = [1, 2, 3, 6, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((y) => 12 * y)];

/** Round numbers between `min` and `max`, 1, 2 or 5 times a power of ten apart, at most `maxTicks` of them. */
export function numberTicks(min: number, max: number, maxTicks: number): Tick[] {
  const rough = Math.max(max - min, 1) / Math.max(1, maxTicks - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough - 1e-9) ?? 10;
  const step = Math.max(1, factor * power);
  const ticks: Tick[] = [];
  for (let value = Math.ceil(min / step) * step; value <= max; value += step) {
    ticks.push({ value, label: value.toLocaleString('en-US') });
  }
  return ticks;
}

/** Round times (UTC) between two instants in ms, at most `maxTicks`; steps from a millisecond to a century. */
export function timeTicks(minMs: number, maxMs: number, maxTicks: number): Tick[] {
  const spanMs = Math.max(1, maxMs - minMs);
  const stepMs = TIME_STEPS_MS.find((step) => spanMs / step <= maxTicks - 1);
  const values = stepMs === undefined ? monthStarts(minMs, maxMs, maxTicks) : [];
  if (stepMs !== undefined) {
    for (let at = Math.ceil(minMs / stepMs) * stepMs; at <= maxMs; at += stepMs) values.push(at);
  }
  return values.map((value) => ({ value, label: timeLabel(value, stepMs ?? 31 * DAY_MS, spanMs) }));
}

function monthStarts(minMs: number, maxMs: number, maxTicks: number): number[] {
  const months = (maxMs - minMs) / (30.4 * DAY_MS);
  const step =
    MONTH_STEPS.find((s) => months / s <= maxTicks - 1) ?? MONTH_STEPS[MONTH_STEPS.length - 1];
  const start = new Date(minMs);
  const startMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const values: number[] = [];
  for (let month = Math.floor(startMonth / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > maxMs) return values;
    if (at >= minMs) values.push(at);
  }
}

/** As much of the time as the step needs: seconds, minutes, days or months. */
function timeLabel(atMs: number, stepMs: number, spanMs: number): string {
  const iso = new Date(atMs).toISOString();
  if (stepMs >= 28 * DAY_MS) return iso.slice(0, 7);
  if (stepMs >= DAY_MS) return spanMs > 300 * DAY_MS ? iso.slice(0, 10) : iso.slice(5, 10);
  const clock =
    stepMs >= MINUTE_MS
      ? iso.slice(11, 16)
      : stepMs >= SECOND_MS
        ? iso.slice(11, 19)
        : iso.slice(11, 23);
  const midnight = atMs % DAY_MS === 0;
  return midnight ? iso.slice(5, 10) : clock;
}

/** The day, or the days, that an axis covers, for its title: "2026-01-05" or "2026-01-05 – 2026-01-09". */
export function dateRangeLabel(minMs: number, maxMs: number): string {
  const first = new Date(minMs).toISOString().slice(0, 10);
  const last = new Date(maxMs).toISOString().slice(0, 10);
  return first === last ? first : `${first} – ${last}`;
}
