/** How well a grouping agrees with the true one, over all pairs of units. */
export interface GroupingFigures {
  /** Of the pairs that were put together, the share that belongs together; 1 where none was. */
  precision: number;
  /** Of the pairs that belong together, the share that was put together; 1 where there is none. */
  recall: number;
  f1: number;
  /** Adjusted Rand index (Hubert and Arabie 1985): 0 by chance, 1 where they are the same. */
  adjustedRand: number;
}

/**
 * Counts pairs by the contingency table, so it takes time linear in the units.
 * @param truth true group of each unit; below 0: belongs to nothing, a group of its own
 * @param found group that each unit was put in
 */
export function groupingFigures(
  truth: readonly number[],
  found: readonly number[],
): GroupingFigures {
  const trueSizes = new Map<string, number>();
  const foundSizes = new Map<number, number>();
  const bothSizes = new Map<string, number>();
  truth.forEach((group, i) => {
    const key = group < 0 ? `alone ${i}` : String(group);
    trueSizes.set(key, (trueSizes.get(key) ?? 0) + 1);
    foundSizes.set(found[i], (foundSizes.get(found[i]) ?? 0) + 1);
    const both = `${key}|${found[i]}`;
    bothSizes.set(both, (bothSizes.get(both) ?? 0) + 1);
  });
  const [right, together, belonging] = [bothSizes, foundSizes, trueSizes].map(pairsIn);
  const precision = together === 0 ? 1 : right / together;
  const recall = belonging === 0 ? 1 : right / belonging;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  const all = (truth.length * (truth.length - 1)) / 2;
  const expected = all === 0 ? 0 : (together * belonging) / all;
  const most = (together + belonging) / 2;
  const adjustedRand = most === expected ? 1 : (right - expected) / (most - expected);
  return { precision, recall, f1, adjustedRand };
}

function pairsIn(sizes: ReadonlyMap<unknown, number>): number {
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}
