/** One line of a log in the plot. */
export interface ScatterPoint {
  /** Milliseconds since the epoch; NaN where the line has no time. */
  timestampMs: number;
  /** 0–100. */
  scorePct: number;
  /** What the colour stands for. */
  pattern: string;
}

/** Points as they are drawn: x is a time in ms or a line number, y the score. */
export interface PlacedPoint {
  x: number;
  y: number;
  /** Index into the series; the last series may be "other patterns". */
  series: number;
}

export interface Series {
  name: string;
  points: number;
  isOther: boolean;
}

/** Patterns with a colour of their own; all the rest share one. */
export const MAX_PATTERNS = 9;

/** Beyond this share of lines without a time, line numbers tell more. */
const MIN_TIMED_SHARE = 0.5;

/** Whether x is the time: most lines have one, and they are not all of the same instant. */
export function usesTime(points: readonly ScatterPoint[]): boolean {
  let timed = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const point of points) {
    if (!Number.isFinite(point.timestampMs)) continue;
    timed++;
    min = Math.min(min, point.timestampMs);
    max = Math.max(max, point.timestampMs);
  }
  return timed > 0 && timed >= MIN_TIMED_SHARE * points.length && max > min;
}

/**
 * Gives every point its place and its series. The patterns with a colour are those that the eye looks
 * for: the ones with points over the threshold first, by how many, then the most frequent.
 * A line without a time stands where its predecessor in the input does.
 */
export function placePoints(
  points: readonly ScatterPoint[],
  threshold: number | undefined,
  byTime: boolean,
): { placed: PlacedPoint[]; series: Series[] } {
  const counts = new Map<string, { over: number; all: number }>();
  for (const { pattern, scorePct } of points) {
    const count = counts.get(pattern) ?? { over: 0, all: 0 };
    count.all++;
    if (threshold !== undefined && scorePct >= threshold) count.over++;
    counts.set(pattern, count);
  }
  const ranked = [...counts].sort(
    ([nameA, a], [nameB, b]) => b.over - a.over || b.all - a.all || (nameA < nameB ? -1 : 1),
  );
  const named = ranked.slice(0, MAX_PATTERNS);
  const rest = ranked.slice(MAX_PATTERNS);
  const series: Series[] = named.map(([name, { all }]) => ({ name, points: all, isOther: false }));
  if (rest.length > 0) {
    const all = rest.reduce((sum, [, count]) => sum + count.all, 0);
    series.push({ name: `other (${rest.length} patterns)`, points: all, isOther: true });
  }
  const seriesOf = new Map(named.map(([name], index) => [name, index]));
  let lastMs = points.find((point) => Number.isFinite(point.timestampMs))?.timestampMs ?? 0;
  const placed = points.map((point, index) => {
    if (Number.isFinite(point.timestampMs)) lastMs = point.timestampMs;
    return {
      x: byTime ? lastMs : index + 1,
      y: Math.min(100, Math.max(0, point.scorePct)),
      series: seriesOf.get(point.pattern) ?? MAX_PATTERNS,
    };
  });
  return { placed, series };
}

/**
 * Thins out points that would hide each other: of one series at most one in each cell of
 * `cellPx` × `cellPx` pixels. What the picture shows does not change; what it costs is bounded by its size.
 */
export function thinOut(
  placed: readonly PlacedPoint[],
  toX: (x: number) => number,
  toY: (y: number) => number,
  cellPx: number,
): PlacedPoint[] {
  const taken = new Set<number>();
  return placed.filter((point) => {
    const column = Math.round(toX(point.x) / cellPx);
    const row = Math.round(toY(point.y) / cellPx);
    const cell = (point.series * 65_536 + column) * 65_536 + row;
    if (taken.has(cell)) return false;
    taken.add(cell);
    return true;
  });
}
