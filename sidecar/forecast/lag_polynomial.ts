/** 1 + Σ coefficient · B^lag, only what is not 0, lags rising: seasonal lags are long and few. */
export interface LagPolynomial {
  lags: Int32Array;
  coefficients: Float64Array;
}

/** From coefficients of B¹, B², …; `stride` for seasonal ones: B^stride, B^(2·stride), … */
export function polynomial(coefficients: ArrayLike<number>, stride = 1): LagPolynomial {
  return {
    lags: Int32Array.from(coefficients, (_, i) => (i + 1) * stride),
    coefficients: Float64Array.from(coefficients),
  };
}

export function multiply(a: LagPolynomial, b: LagPolynomial): LagPolynomial {
  const terms = new Map<number, number>();
  const add = (lag: number, value: number) => terms.set(lag, (terms.get(lag) ?? 0) + value);
  a.lags.forEach((lag, i) => add(lag, a.coefficients[i]));
  b.lags.forEach((lag, j) => {
    add(lag, b.coefficients[j]);
    a.lags.forEach((other, i) => add(lag + other, b.coefficients[j] * a.coefficients[i]));
  });
  const kept = [...terms].filter(([, value]) => value !== 0).sort((x, y) => x[0] - y[0]);
  return {
    lags: Int32Array.from(kept, ([lag]) => lag),
    coefficients: Float64Array.from(kept, ([, value]) => value),
  };
}

/**
 * Coefficients of a stationary autoregression from partial autocorrelations in (−1, 1), by the Durbin–Levinson recursion
 * (Jones, Technometrics 1980): whatever the numbers, the process is stationary.
 * @returns φ of x_t = Σ φ_i x_{t−i} + e_t
 */
export function fromPartial(partial: ArrayLike<number>): Float64Array {
  let phi = new Float64Array(0);
  for (let k = 0; k < partial.length; k++) {
    const next = new Float64Array(k + 1);
    for (let i = 0; i < k; i++) next[i] = phi[i] - partial[k] * phi[k - 1 - i];
    next[k] = partial[k];
    phi = next;
  }
  return phi;
}

/** The way back; partial autocorrelations of a process that is not stationary are moved to within ±`most`. */
export function toPartial(phi: ArrayLike<number>, most = 0.95): Float64Array {
  const partial = new Float64Array(phi.length);
  let rest = Float64Array.from(phi);
  for (let k = phi.length - 1; k >= 0; k--) {
    const last = Math.min(most, Math.max(-most, rest[k]));
    partial[k] = last;
    const shorter = new Float64Array(k);
    for (let i = 0; i < k; i++) shorter[i] = (rest[i] + last * rest[k - 1 - i]) / (1 - last * last);
    rest = shorter;
  }
  return partial;
}
