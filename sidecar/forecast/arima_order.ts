/** (p, q)(P, Q) of an ARMA model, seasonal terms after the plain ones. */
export interface ArmaOrder {
  p: number;
  q: number;
  seasonalP: number;
  seasonalQ: number;
}

export const MAX_PLAIN = 3;

/** First guesses, in the order φ, Φ, θ, Θ; the model is x_t = Σ φ x + e_t + Σ θ e, seasonal factors apart. */
export interface ArmaStart {
  order: ArmaOrder;
  coefficients: Float64Array;
  aicc: number;
}

/**
 * Every order with first guesses by the regression of Hannan & Rissanen (1982): a long autoregression gives the errors,
 * then x is regressed on its own past and that of the errors. Best AICc first.
 * @param x centred
 */
export function rankOrders(x: Float64Array, period: number): ArmaStart[] {
  const n = x.length;
  const errors = longRegressionErrors(x, period);
  const own = [1, 2, 3, ...(period > MAX_PLAIN ? [period] : [])];
  const first = Math.max(...own);
  const columns = own.length * 2;
  const used = n - first;
  if (used < 3 * columns) return [];
  const gram = gramOf(x, errors, own, first);
  const starts: ArmaStart[] = [];
  const seasonal = period > MAX_PLAIN ? [0, 1] : [0];
  for (let p = 0; p <= MAX_PLAIN; p++)
    for (let q = 0; q <= MAX_PLAIN; q++)
      for (const seasonalP of seasonal)
        for (const seasonalQ of seasonal) {
          const order = { p, q, seasonalP, seasonalQ };
          const chosen = [
            ...range(p),
            ...(seasonalP ? [MAX_PLAIN] : []),
            ...range(q).map((i) => own.length + i),
            ...(seasonalQ ? [own.length + MAX_PLAIN] : []),
          ];
          const solved = solve(gram, columns + 1, chosen);
          if (!solved) continue;
          const aicc = aiccOf(solved.squares / used, used, chosen.length + 1);
          starts.push({ order, coefficients: solved.coefficients, aicc });
        }
  return starts.sort((a, b) => a.aicc - b.aicc);
}

/** Akaike's criterion with the correction of Hurvich & Tsai (1989), up to a constant. */
export function aiccOf(variance: number, n: number, parameters: number): number {
  const k = parameters + 1;
  return n * Math.log(variance + 1e-12) + 2 * k + (2 * k * (k + 1)) / Math.max(1, n - k - 1);
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Errors of an autoregression of about 10 log₁₀ n terms, by Yule & Walker. */
function longRegressionErrors(x: Float64Array, period: number): Float64Array {
  const n = x.length;
  const terms = Math.max(1, Math.min(Math.floor(10 * Math.log10(n)), n >> 2));
  const covariance = new Float64Array(terms + 1);
  for (let lag = 0; lag <= terms; lag++)
    for (let t = lag; t < n; t++) covariance[lag] += x[t] * x[t - lag];
  const phi = levinson(covariance);
  const errors = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    let error = x[t];
    for (let i = 0; i < terms && i < t; i++) error -= phi[i] * x[t - 1 - i];
    errors[t] = error;
  }
  // The start lacks a past: its errors would be too large.
  errors.fill(0, 0, Math.min(n, Math.min(terms, period > 1 ? period : terms)));
  return errors;
}

function levinson(covariance: Float64Array): Float64Array {
  const terms = covariance.length - 1;
  let phi = new Float64Array(terms);
  let variance = covariance[0];
  for (let k = 0; k < terms && variance > 1e-12 * covariance[0]; k++) {
    let sum = covariance[k + 1];
    for (let i = 0; i < k; i++) sum -= phi[i] * covariance[k - i];
    const last = sum / variance;
    const next = phi.slice();
    for (let i = 0; i < k; i++) next[i] = phi[i] - last * phi[k - 1 - i];
    next[k] = last;
    phi = next;
    variance *= 1 - last * last;
  }
  return phi;
}

/** Products of all regressors (x at the lags, errors at the lags) and, last, of x itself. */
function gramOf(
  x: Float64Array,
  errors: Float64Array,
  lags: readonly number[],
  first: number,
): Float64Array {
  const series = [
    ...lags.map((lag) => x.subarray(first - lag, x.length - lag)),
    ...lags.map((lag) => errors.subarray(first - lag, x.length - lag)),
    x.subarray(first),
  ];
  const width = series.length;
  const gram = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < series[i].length; t++) sum += series[i][t] * series[j][t];
      gram[i * width + j] = sum;
      gram[j * width + i] = sum;
    }
  return gram;
}

/** Least squares on some of the regressors by Cholesky; null where they depend on each other. */
function solve(
  gram: Float64Array,
  width: number,
  chosen: readonly number[],
): { coefficients: Float64Array; squares: number } | null {
  const size = chosen.length;
  const target = width - 1;
  const factor = new Float64Array(size * size);
  const rotated = new Float64Array(size);
  let squares = gram[target * width + target];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = gram[chosen[i] * width + chosen[j]];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j];
      else if (sum > 1e-9 * gram[chosen[i] * width + chosen[i]])
        factor[i * size + i] = Math.sqrt(sum);
      else return null;
    }
    let sum = gram[chosen[i] * width + target];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * rotated[k];
    rotated[i] = sum / factor[i * size + i];
    squares -= rotated[i] * rotated[i];
  }
  const coefficients = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = rotated[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * coefficients[k];
    coefficients[i] = sum / factor[i * size + i];
  }
  return { coefficients, squares: Math.max(0, squares) };
}
