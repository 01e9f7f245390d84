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
 * Gives every point its place and its series.
 * A line without a time stands where its predecessor in the input does.
 */
export function placePoints(
  points: readonly ScatterPoint[],
  threshold: number | undefined,
  byTime: boolean,
): { placed: PlacedPoint[]; series: Series[] } {
  const summaries = summarizePatterns(points, threshold);
  const named = choosePatterns(summaries);
  const rest = summaries.filter((summary) => !named.includes(summary));
  const series: Series[] = named.map(({ name, all }) => ({ name, points: all, isOther: false }));
  if (rest.length > 0) {
    const all = rest.reduce((sum, summary) => sum + summary.all, 0);
    series.push({ name: `other (${rest.length} patterns)`, points: all, isOther: true });
  }
  const seriesOf = new Map(named.map(({ name }, index) => [name, index]));
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

interface PatternPoints {
  name: string;
  all: number;
  /** At or over the threshold. */
  over: number;
  highest: number;
}

function summarizePatterns(points: readonly ScatterPoint[], threshold = Infinity): PatternPoints[] {
  const summaries = new Map<string, PatternPoints>();
  for (const { pattern, scorePct } of points) {
    let summary = summaries.get(pattern);
    if (!summary) {
      summary = { name: pattern, all: 0, over: 0, highest: 0 };
      summaries.set(pattern, summary);
    }
    summary.all++;
    summary.highest = Math.max(summary.highest, scorePct);
    if (scorePct >= threshold) summary.over++;
  }
  return [...summaries.values()].sort((a, b) => b.all - a.all || (a.name < b.name ? -1 : 1));
}

/**
 * The patterns that get a colour: those that the eye looks for. First the ones with the highest points over
 * the threshold, then those with most points over it, then the most frequent.
 */
function choosePatterns(byFrequency: readonly PatternPoints[]): PatternPoints[] {
  const flagged = byFrequency.filter(({ over }) => over > 0);
  const worst = [...flagged].sort((a, b) => b.highest - a.highest).slice(0, MAX_PATTERNS / 3);
  const busiest = [...flagged].sort((a, b) => b.over - a.over).slice(0, (2 * MAX_PATTERNS) / 3);
  return [...new Set([...worst, ...busiest, ...byFrequency])].slice(0, MAX_PATTERNS);
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
