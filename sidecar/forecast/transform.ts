/** Makes the variation of a series about the same at every level. */
export interface Transform {
  readonly name: 'none' | 'square root' | 'logarithm';
  to(value: number): number;
  /** Also of values that no count gives. */
  from(value: number): number;
}

const NONE: Transform = { name: 'none', to: (value) => value, from: (value) => value };
const ROOT: Transform = {
  name: 'square root',
  to: Math.sqrt,
  from: (value) => Math.max(0, value) ** 2,
};
/** Paths that run away stay numbers. */
const MOST_LOG = 40;
const LOG: Transform = {
  name: 'logarithm',
  to: Math.log1p,
  from: (value) => Math.expm1(Math.min(value, MOST_LOG)),
};

/** Fewer pieces do not tell how variation and level go together. */
const MIN_PIECES = 4;
const LEAST_PIECE = 10;

/**
 * The power (1, ½ or 0) for which the deviations of pieces of the series, divided by level^(1 − power), differ least:
 * the choice of a Box–Cox power by Guerrero (1993).
 */
export function chooseTransform(values: Float64Array, period: number): Transform {
  const piece = Math.max(LEAST_PIECE, period);
  const pieces = Math.floor(values.length / piece);
  if (pieces < MIN_PIECES) return NONE;
  const levels: number[] = [];
  const deviations: number[] = [];
  for (let i = 0; i < pieces; i++) {
    const part = values.subarray(i * piece, (i + 1) * piece);
    const mean = part.reduce((sum, value) => sum + value, 0) / piece;
    const variance = part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (piece - 1);
    if (mean <= 0) continue;
    levels.push(mean);
    deviations.push(Math.sqrt(variance));
  }
  if (levels.length < MIN_PIECES) return NONE;
  const unevenness = (power: number) =>
    variationOf(deviations.map((value, i) => value / levels[i] ** (1 - power)));
  let best: [Transform, number] = [NONE, unevenness(1)];
  for (const [transform, power] of [
    [ROOT, 0.5],
    [LOG, 0],
  ] as const) {
    const found = unevenness(power);
    if (found < best[1]) best = [transform, found];
  }
  return best[0];
}

function variationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (mean === 0) return Infinity;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
