import { logDensity, type Support } from './support';

const STEPS = 32;

/**
 * How much each column adds to −ln Σ α K between the typical row (0 everywhere, in standard units) and this one:
 * the gradient, integrated along the straight line between the two (Sundararajan, Taly and Yan 2017, "Axiomatic
 * Attribution for Deep Networks"), by the midpoint rule. What the rule leaves over is shared out by size, so that
 * the parts add up exactly.
 */
export function attribute(support: Support, row: Float32Array): Float64Array {
  const { width } = support;
  const parts = new Float64Array(width);
  const point = new Float32Array(width);
  for (let step = 0; step < STEPS; step++) {
    const along = (step + 0.5) / STEPS;
    for (let column = 0; column < width; column++) point[column] = along * row[column];
    addGradient(support, point, row, parts);
  }
  const typical = new Float32Array(width);
  const total = logDensity(support, typical, 0) - logDensity(support, row, 0);
  let sum = 0;
  let size = 0;
  for (const part of parts) {
    sum += part;
    size += Math.abs(part);
  }
  if (size > 0) return parts.map((part) => part + ((total - sum) * Math.abs(part)) / size);
  return parts;
}

/** Adds gradient · row / STEPS, the gradient of −ln Σ α K at the point. */
function addGradient(
  support: Support,
  point: Float32Array,
  row: Float32Array,
  parts: Float64Array,
): void {
  const { vectors, width, alpha, gamma } = support;
  const exponents = new Float64Array(alpha.length);
  const density = logDensity(support, point, 0, exponents);
  for (let s = 0; s < alpha.length; s++) {
    const share = alpha[s] * Math.exp(exponents[s] - density);
    if (!(share > 1e-12)) continue;
    for (let column = 0; column < width; column++)
      parts[column] +=
        (2 * gamma * share * (point[column] - vectors[s * width + column]) * row[column]) / STEPS;
  }
}
