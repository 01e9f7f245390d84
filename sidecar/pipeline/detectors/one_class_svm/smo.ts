/** Least curvature along a pair: two equal rows have none. */
const MIN_CURVATURE = 1e-12;

export interface DualSolution {
  /** 0 … bound for each row; they add up to what was asked for. */
  alpha: Float64Array;
  /** Value of Σ α K(·, x) on the boundary. */
  rho: number;
}

/**
 * Sequential minimal optimisation of the one-class ν-SVM (Schölkopf et al. 2001): minimises ½ αᵀKα under
 * 0 ≤ α ≤ bound and Σ α = total. Pairs are chosen with second-order information (Fan, Chen and Lin 2005), as in
 * LIBSVM.
 * @param kernel n × n kernel values
 * @param bounds greatest α of each row: the number of units that it stands for
 * @param total ν times the number of units
 * @param tolerance how far apart the gradients of a violating pair may stay
 */
export function solveDual(
  kernel: Float64Array,
  bounds: Float64Array,
  total: number,
  tolerance: number,
  maxSteps: number,
): DualSolution {
  const n = bounds.length;
  const alpha = startingAlpha(bounds, total);
  const gradient = new Float64Array(n);
  for (let j = 0; j < n; j++) if (alpha[j] > 0) addRow(gradient, kernel, j, alpha[j]);
  for (let step = 0; step < maxSteps; step++) {
    const up = lowestToRaise(alpha, bounds, gradient);
    if (up < 0) break;
    const down = bestToLower(alpha, gradient, kernel, up, tolerance);
    if (down < 0) break;
    const curvature =
      kernel[up * n + up] + kernel[down * n + down] - 2 * kernel[up * n + down] || MIN_CURVATURE;
    const wanted = (gradient[down] - gradient[up]) / Math.max(MIN_CURVATURE, curvature);
    const room = Math.min(bounds[up] - alpha[up], alpha[down]);
    const change = Math.min(wanted, room);
    // Exactly on the bound where the bound stops it, so that rounding leaves no support vector of weight 1e−17.
    alpha[up] = change === bounds[up] - alpha[up] ? bounds[up] : alpha[up] + change;
    alpha[down] = change === alpha[down] ? 0 : alpha[down] - change;
    addRow(gradient, kernel, up, change);
    addRow(gradient, kernel, down, -change);
  }
  return { alpha, rho: boundaryValue(alpha, bounds, gradient) };
}

/** The first rows at their bound, as LIBSVM starts. */
function startingAlpha(bounds: Float64Array, total: number): Float64Array {
  let left = total;
  return bounds.map((bound) => {
    const taken = Math.min(bound, left);
    left -= taken;
    return taken;
  });
}

function addRow(gradient: Float64Array, kernel: Float64Array, row: number, factor: number): void {
  const n = gradient.length;
  const start = row * n;
  for (let i = 0; i < n; i++) gradient[i] += factor * kernel[start + i];
}

function lowestToRaise(alpha: Float64Array, bounds: Float64Array, gradient: Float64Array): number {
  let lowest = -1;
  for (let i = 0; i < alpha.length; i++)
    if (alpha[i] < bounds[i] && (lowest < 0 || gradient[i] < gradient[lowest])) lowest = i;
  return lowest;
}

/** The row whose lowering, with `up` raised, lessens the objective most; −1 where none violates the tolerance. */
function bestToLower(
  alpha: Float64Array,
  gradient: Float64Array,
  kernel: Float64Array,
  up: number,
  tolerance: number,
): number {
  const n = alpha.length;
  let best = -1;
  let bestGain = 0;
  let violation = 0;
  for (let j = 0; j < n; j++) {
    const difference = gradient[j] - gradient[up];
    if (alpha[j] <= 0 || difference <= 0) continue;
    violation = Math.max(violation, difference);
    const curvature = kernel[up * n + up] + kernel[j * n + j] - 2 * kernel[up * n + j];
    const gain = (difference * difference) / Math.max(MIN_CURVATURE, curvature);
    if (gain > bestGain) {
      bestGain = gain;
      best = j;
    }
  }
  return violation > tolerance ? best : -1;
}

/** Mean gradient of the free support vectors; between the two sides where there is none. */
function boundaryValue(alpha: Float64Array, bounds: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  let free = 0;
  let inside = Infinity;
  let outside = -Infinity;
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i] > 0 && alpha[i] < bounds[i]) {
      sum += gradient[i];
      free++;
    } else if (alpha[i] > 0) outside = Math.max(outside, gradient[i]);
    else inside = Math.min(inside, gradient[i]);
  }
  if (free > 0) return sum / free;
  if (inside === Infinity) return outside;
  return outside === -Infinity ? inside : (inside + outside) / 2;
}
