/** A smooth function with its gradient, which it writes into the array given. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

/** Steps that the curvature is guessed from. */
const MEMORY = 10;
/** Share of the promised descent that a step must keep (Armijo). */
const SUFFICIENT = 1e-4;
const MAX_HALVINGS = 40;

export interface MinimiseOptions {
  maxSteps: number;
  /** Ends where no part of the gradient is greater. */
  tolerance: number;
  signal?: AbortSignal;
}

/**
 * Minimises a convex function in place by L-BFGS (Liu and Nocedal 1989) with backtracking; yields the number of each
 * step.
 */
export function* minimise(
  objective: Objective,
  at: Float64Array,
  { maxSteps, tolerance, signal }: MinimiseOptions,
): Generator<number, void> {
  const n = at.length;
  let gradient = new Float64Array(n);
  let value = objective(at, gradient);
  const moves: { move: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let step = 0; step < maxSteps; step++) {
    signal?.throwIfAborted();
    if (gradient.every((part) => Math.abs(part) <= tolerance)) return;
    yield step;
    let direction = descent(gradient, moves);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      moves.length = 0;
      direction = gradient.map((part) => -part);
      slope = -dot(gradient, gradient);
    }
    // Nothing is known of the curvature at first, so the first step is of length 1 at most.
    let length = moves.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    let found = false;
    const next = new Float64Array(n);
    const nextGradient = new Float64Array(n);
    let nextValue = value;
    for (let halving = 0; halving < MAX_HALVINGS && !found; halving++, length /= 2) {
      for (let i = 0; i < n; i++) next[i] = at[i] + length * direction[i];
      nextValue = objective(next, nextGradient);
      found = nextValue <= value + SUFFICIENT * length * slope;
    }
    if (!found) return;
    const move = next.map((part, i) => part - at[i]);
    const change = nextGradient.map((part, i) => part - gradient[i]);
    const curvature = dot(move, change);
    if (curvature > 1e-12 * dot(change, change)) {
      moves.push({ move, change, curvature });
      if (moves.length > MEMORY) moves.shift();
    }
    at.set(next);
    gradient = nextGradient;
    value = nextValue;
  }
}

/** The two-loop recursion: −H · gradient. */
function descent(
  gradient: Float64Array,
  moves: readonly { move: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((part) => -part);
  const shares = new Float64Array(moves.length);
  for (let k = moves.length - 1; k >= 0; k--) {
    const { move, change, curvature } = moves[k];
    shares[k] = dot(move, direction) / curvature;
    addScaled(direction, change, -shares[k]);
  }
  const last = moves[moves.length - 1];
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  moves.forEach(({ move, change, curvature }, k) => {
    addScaled(direction, move, shares[k] - dot(change, direction) / curvature);
  });
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * from[i];
}
