/** Words that a cluster is called by at first, and at most where others would be called the same. */
const WORDS = 3;
const MOST_WORDS = 6;
/** Words that tell nothing about what a line is about. */
const FUNCTION_WORDS = new Set(
  'a an and are as at be by for from has have in into is it its of on or that the this to was were will with'.split(
    ' ',
  ),
);

/**
 * The words that tell each cluster from the others, the most telling first: share of the cluster's patterns with the
 * word, times ln((1 + n) / (1 + patterns with it anywhere)), as TF-IDF weighs documents. Equally telling ones stand as
 * they do in the first of the patterns.
 * @param documents words of each pattern
 * @param labels cluster of each pattern, −1 for none
 */
export function clusterWords(
  documents: readonly (readonly string[])[],
  labels: Int32Array,
  clusters: number,
): string[][] {
  const everywhere = new Map<string, number>();
  const within = Array.from({ length: clusters }, () => new Map<string, number>());
  const sizes = new Float64Array(clusters);
  documents.forEach((words, row) => {
    const label = labels[row];
    if (label >= 0) sizes[label]++;
    for (const word of new Set(words)) {
      if (FUNCTION_WORDS.has(word)) continue;
      increase(everywhere, word);
      if (label >= 0) increase(within[label], word);
    }
  });
  const rarity = (word: string) =>
    Math.log((1 + documents.length) / (1 + (everywhere.get(word) ?? 0)));
  const ranked = within.map((counts, cluster) =>
    [...counts]
      .map(([word, count]) => ({ word, telling: (count / sizes[cluster]) * rarity(word) }))
      .sort((a, b) => b.telling - a.telling)
      .map(({ word }) => word),
  );
  return distinct(ranked);
}

/** As many words as it takes to tell clusters apart; later clusters get more of theirs. */
function distinct(ranked: readonly string[][]): string[][] {
  const taken = new Set<string>();
  return ranked.map((words) => {
    let count = WORDS;
    while (count < Math.min(MOST_WORDS, words.length) && taken.has(words.slice(0, count).join(' ')))
      count++;
    const chosen = words.slice(0, count);
    taken.add(chosen.join(' '));
    return chosen;
  });
}

function increase(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
