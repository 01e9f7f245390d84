import { solveDual } from './smo';

/** What a one-class SVM learned: f(x) = Σ α exp(−γ |x − s|²) − ρ, negative outside. */
export interface Support {
  /** Support vectors, row after row, `width` numbers each. */
  vectors: Float32Array;
  width: number;
  /** α of each support vector; they add up to ν times the number of units. */
  alpha: Float64Array;
  /** Σ α. */
  mass: number;
  rho: number;
  gamma: number;
}

export interface SupportOptions {
  /** Upper bound of the share of units outside, lower bound of the share that are support vectors; in (0, 1]. */
  nu: number;
  /** Width of the kernel; 1 / (columns · variance of all values) when left out, as scikit-learn's 'scale'. */
  gamma?: number;
  tolerance?: number;
}

/** As LIBSVM's: gradients are of the order of ν times the units. */
const DEFAULT_TOLERANCE = 1e-3;
const MAX_STEPS = 100_000;

/**
 * Fits the boundary.
 * @param values rows of `width` numbers, few enough for their n × n kernel matrix
 * @param weights units that each row stands for
 * @returns the support, and α of each row
 */
export function fitSupport(
  values: Float32Array,
  width: number,
  weights: Float64Array,
  { nu, gamma = scaleGamma(values, width, weights), tolerance = DEFAULT_TOLERANCE }: SupportOptions,
): { support: Support; alpha: Float64Array } {
  const kernel = kernelMatrix(values, width, gamma);
  const units = weights.reduce((a, b) => a + b, 0);
  const { alpha, rho } = solveDual(kernel, weights, nu * units, tolerance, MAX_STEPS);
  const held: number[] = [];
  alpha.forEach((value, row) => value > 0 && held.push(row));
  const vectors = new Float32Array(held.length * width);
  held.forEach((row, i) => vectors.set(values.subarray(row * width, (row + 1) * width), i * width));
  const own = Float64Array.from(held, (row) => alpha[row]);
  const mass = own.reduce((a, b) => a + b, 0);
  return { support: { vectors, width, alpha: own, mass, rho, gamma }, alpha };
}

/** f(x) for the row that starts at `start`, as scikit-learn's decision_function. */
export function decision(support: Support, values: Float32Array, start: number): number {
  return Math.exp(logDensity(support, values, start)) - support.rho;
}

/** ln Σ α K(x, s): unlike the sum itself it does not vanish far away from all vectors. */
export function logDensity(
  { vectors, width, alpha, gamma }: Support,
  values: Float32Array,
  start: number,
  /** Room for a number for each vector; holds the exponents afterwards. */
  exponents = new Float64Array(alpha.length),
): number {
  let highest = -Infinity;
  for (let s = 0; s < alpha.length; s++) {
    exponents[s] = -Infinity;
    if (alpha[s] <= 0) continue;
    let squares = 0;
    for (let column = 0; column < width; column++) {
      const d = values[start + column] - vectors[s * width + column];
      squares += d * d;
    }
    const exponent = -gamma * squares;
    exponents[s] = exponent;
    if (exponent > highest) highest = exponent;
  }
  let sum = 0;
  for (let s = 0; s < alpha.length; s++) {
    const below = exponents[s] - highest;
    // e^−40 of the greatest term is lost in it.
    if (below > -40) sum += alpha[s] * Math.exp(below);
  }
  return highest + Math.log(sum);
}

function scaleGamma(values: Float32Array, width: number, weights: Float64Array): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < weights.length; row++)
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column];
      count += weights[row];
      sum += weights[row] * value;
      squares += weights[row] * value * value;
    }
  const variance = squares / count - (sum / count) ** 2;
  return variance > 0 ? 1 / (width * variance) : 1;
}

function kernelMatrix(values: Float32Array, width: number, gamma: number): Float64Array {
  const n = values.length / width;
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    kernel[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      let squares = 0;
      for (let column = 0; column < width; column++) {
        const d = values[i * width + column] - values[j * width + column];
        squares += d * d;
      }
      kernel[i * n + j] = kernel[j * n + i] = Math.exp(-gamma * squares);
    }
  }
  return kernel;
}
