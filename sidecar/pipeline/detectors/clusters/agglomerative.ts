import { rowCount, squaredDistance } from './distances';

/** Rows whose n × n distances are still held at once. */
export const MAX_AGGLOMERATIVE_ROWS = 4096;

export type Linkage = 'ward' | 'average';

export interface AgglomerativeOptions {
  linkage?: Linkage;
  /** Units that each row stands for. Default: one each. */
  weights?: Float64Array;
}

/** Joins of clusters, lowest first: join i makes cluster n + i of two earlier ones. */
export interface Merges {
  rows: number;
  /** Two clusters a join. */
  pairs: Int32Array;
  /** Distance at which each join happens, in the measure of scikit-learn and SciPy. */
  heights: Float64Array;
}

/**
 * Agglomerative clustering by the chain of nearest neighbours (Murtagh 1983), with the recurrence of Lance and
 * Williams (1967), for Ward's or average linkage. n² memory and time.
 * @param values rows of `columns` numbers
 * @throws RangeError
 */
export function agglomerative(
  values: Float32Array,
  columns: number,
  { linkage = 'ward', weights }: AgglomerativeOptions = {},
): Merges {
  const n = rowCount(values, columns, weights);
  if (n > MAX_AGGLOMERATIVE_ROWS)
    throw new RangeError(`at most ${MAX_AGGLOMERATIVE_ROWS} rows, not ${n}`);
  const masses = weights ? weights.slice() : new Float64Array(n).fill(1);
  const distances = startDistances(values, columns, masses, linkage);
  const joins: { a: number; b: number; height: number }[] = [];
  const alive = new Uint8Array(n).fill(1);
  const chain: number[] = [];
  let first = 0;
  while (joins.length < n - 1) {
    if (chain.length === 0) {
      while (alive[first] === 0) first++;
      chain.push(first);
    }
    const top = chain[chain.length - 1];
    const before = chain.length > 1 ? chain[chain.length - 2] : -1;
    const next = nearestAlive(distances, alive, n, top, before);
    if (next !== before) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    const height = distances[top * n + next];
    joins.push({ a: top, b: next, height: linkage === 'ward' ? Math.sqrt(height) : height });
    join(distances, alive, masses, n, top, next, linkage);
  }
  return inOrder(joins, n);
}

/** Labels of rows when joins stop at so many clusters, numbered by their first rows. */
export function cutInto(merges: Merges, clusters: number): Int32Array {
  const { rows, pairs } = merges;
  if (!(Number.isInteger(clusters) && clusters >= 1 && clusters <= Math.max(1, rows)))
    throw new RangeError(`clusters must be a whole number from 1 to ${rows}, not ${clusters}`);
  const joins = rows - clusters;
  const parent = Int32Array.from({ length: 2 * rows }, (_, i) => i);
  for (let i = 0; i < joins; i++) parent[pairs[2 * i]] = parent[pairs[2 * i + 1]] = rows + i;
  // A parent has a higher number than its parts, so roots are known from the top down.
  for (let i = rows + joins - 1; i >= 0; i--) parent[i] = parent[parent[i]];
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const root = parent[row];
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root) as number;
  });
}

/** Distances, squared for Ward's linkage, where rows of several units count as joined already. */
function startDistances(
  values: Float32Array,
  columns: number,
  masses: Float64Array,
  linkage: Linkage,
): Float64Array {
  const n = masses.length;
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const squares = squaredDistance(values, i * columns, values, j * columns, columns);
      distances[i * n + j] = distances[j * n + i] =
        linkage === 'ward'
          ? ((2 * masses[i] * masses[j]) / (masses[i] + masses[j])) * squares
          : Math.sqrt(squares);
    }
  return distances;
}

/** The nearest cluster; among equally near ones `preferred`, so that the chain ends. */
function nearestAlive(
  distances: Float64Array,
  alive: Uint8Array,
  n: number,
  of: number,
  preferred: number,
): number {
  let best = preferred;
  let least = preferred < 0 ? Infinity : distances[of * n + preferred];
  for (let i = 0; i < n; i++)
    if (alive[i] === 1 && i !== of && distances[of * n + i] < least) {
      least = distances[of * n + i];
      best = i;
    }
  return best;
}

/** b takes a in. */
function join(
  distances: Float64Array,
  alive: Uint8Array,
  masses: Float64Array,
  n: number,
  a: number,
  b: number,
  linkage: Linkage,
): void {
  alive[a] = 0;
  const between = distances[a * n + b];
  const both = masses[a] + masses[b];
  for (let i = 0; i < n; i++) {
    if (alive[i] === 0 || i === b) continue;
    const fromA = distances[a * n + i];
    const fromB = distances[b * n + i];
    distances[b * n + i] = distances[i * n + b] =
      linkage === 'ward'
        ? ((masses[i] + masses[a]) * fromA +
            (masses[i] + masses[b]) * fromB -
            masses[i] * between) /
          (masses[i] + both)
        : (masses[a] * fromA + masses[b] * fromB) / both;
  }
  masses[b] = both;
}

/** The chain finds joins in no order of height; sorts them and gives clusters the numbers of their joins. */
function inOrder(joins: { a: number; b: number; height: number }[], rows: number): Merges {
  joins.sort((left, right) => left.height - right.height);
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const numberOf = Int32Array.from({ length: rows }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const pairs = new Int32Array(2 * joins.length);
  joins.forEach(({ a, b }, i) => {
    const left = find(a);
    const right = find(b);
    pairs[2 * i] = numberOf[left];
    pairs[2 * i + 1] = numberOf[right];
    parent[left] = right;
    numberOf[right] = rows + i;
  });
  return { rows, pairs, heights: Float64Array.from(joins, ({ height }) => height) };
}
