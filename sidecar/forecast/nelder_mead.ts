export interface MinimizeOptions {
  /** Bounds of each coordinate; points outside are moved onto them. */
  lower: readonly number[];
  upper: readonly number[];
  /** Width of the first simplex, as a share of each range. */
  step?: number;
  maxEvaluations?: number;
  /** Ends when the values of the simplex differ by less than this share, and its corners hardly. */
  tolerance?: number;
}

export interface Minimum {
  point: Float64Array;
  value: number;
}

/** Share of the range that a simplex has come down to when it ends. */
const SMALL = 1e-3;

/**
 * The simplex method of Nelder and Mead (1965) within bounds: reflection 1, expansion 2, contraction and shrinking ½.
 * Values that are no numbers count as +∞.
 */
export function minimize(
  objective: (point: Float64Array) => number,
  start: readonly number[],
  options: MinimizeOptions,
): Minimum {
  const { lower, upper, step = 0.1, maxEvaluations = 300, tolerance = 1e-7 } = options;
  const size = start.length;
  let evaluations = 0;
  const judge = (point: Float64Array): Minimum => {
    for (let i = 0; i < size; i++) point[i] = Math.min(upper[i], Math.max(lower[i], point[i]));
    evaluations++;
    const value = objective(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const first = judge(Float64Array.from(start));
  const simplex = [first];
  for (let i = 0; i < size; i++) {
    const point = Float64Array.from(first.point);
    const width = step * (upper[i] - lower[i]);
    point[i] += point[i] + width <= upper[i] ? width : -width;
    simplex.push(judge(point));
  }
  // Values may be equal on both sides of the minimum.
  const isSmall = (corners: readonly Minimum[]) =>
    corners.every(({ point }) =>
      point.every((x, i) => Math.abs(x - corners[0].point[i]) <= SMALL * (upper[i] - lower[i])),
    );
  const byValue = (a: Minimum, b: Minimum) => a.value - b.value;
  simplex.sort(byValue);
  while (size > 0 && evaluations < maxEvaluations) {
    const best = simplex[0];
    const worst = simplex[size];
    const isFlat = worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance);
    if (isFlat && isSmall(simplex)) break;
    const centre = new Float64Array(size);
    for (let k = 0; k < size; k++)
      for (let i = 0; i < size; i++) centre[i] += simplex[k].point[i] / size;
    const along = (factor: number) =>
      judge(centre.map((value, i) => value + factor * (worst.point[i] - value)));
    const reflected = along(-1);
    let next = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= simplex[size - 1].value) {
      next = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (next.value >= Math.min(worst.value, reflected.value)) {
        for (let k = 1; k <= size; k++)
          simplex[k] = judge(simplex[k].point.map((value, i) => (value + best.point[i]) / 2));
        simplex.sort(byValue);
        continue;
      }
    }
    simplex[size] = next;
    simplex.sort(byValue);
  }
  return simplex[0];
}
