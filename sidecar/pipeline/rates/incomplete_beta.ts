const LANCZOS = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155,
  0.1208650973866179e-2, -0.5395239384953e-5,
] as const;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
const MAX_TERMS = 5_000;
const PRECISION = 1e-12;
const TINY = 1e-300;

/** ln Γ(x) for x > 0, by Lanczos (1964), to about 10 digits. */
export function logGamma(x: number): number {
  const t = x + 5.5;
  let series = 1.00000000019;
  for (let i = 0; i < LANCZOS.length; i++) series += LANCZOS[i] / (x + 1 + i);
  return (x + 0.5) * Math.log(t) - t + Math.log((SQRT_TWO_PI * series) / x);
}

/**
 * ln I_x(a, b), the log of the regularised incomplete beta function, also where I itself is too small for a number:
 * the continued fraction of Abramowitz & Stegun 26.5.8, evaluated by the method of Lentz.
 * @param x and @param y = 1 − x, both given since one of them may be tiny
 */
export function logIncompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y);
  if (x < (a + 1) / (a + b + 2)) return Math.min(0, front + Math.log(fraction(a, b, x) / a));
  const other = front + Math.log(fraction(b, a, y) / b);
  return other >= 0 ? -Infinity : Math.log1p(-Math.exp(other));
}

function fraction(a: number, b: number, x: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return result;
}
