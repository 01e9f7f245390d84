/** How well rows fit into their clusters (Rousseeuw 1987). */
export interface Silhouette {
  /** Of each row, −1 to 1: 0 for one alone in its cluster, and for noise, which counts nowhere. */
  ofRow: Float64Array;
  /** Over the rows of all clusters; null where there are not two clusters. */
  mean: number | null;
  /** By cluster. */
  ofCluster: (number | null)[];
}

/**
 * (b − a) / max(a, b): a is the mean distance to the rest of the own cluster, b that to the nearest other one.
 * @param distances n × n
 * @param labels cluster of each row, −1 for noise
 */
export function silhouette(
  distances: Float32Array,
  labels: Int32Array,
  clusters: number,
): Silhouette {
  const n = labels.length;
  const sizes = new Float64Array(clusters);
  for (const label of labels) if (label >= 0) sizes[label]++;
  const ofRow = new Float64Array(n);
  if (clusters < 2) return { ofRow, mean: null, ofCluster: new Array(clusters).fill(null) };
  const sums = new Float64Array(clusters);
  for (let row = 0; row < n; row++) {
    const own = labels[row];
    if (own < 0 || sizes[own] < 2) continue;
    sums.fill(0);
    for (let other = 0; other < n; other++)
      if (labels[other] >= 0) sums[labels[other]] += distances[row * n + other];
    const within = sums[own] / (sizes[own] - 1);
    let next = Infinity;
    for (let cluster = 0; cluster < clusters; cluster++)
      if (cluster !== own && sizes[cluster] > 0)
        next = Math.min(next, sums[cluster] / sizes[cluster]);
    const greater = Math.max(within, next);
    ofRow[row] = greater > 0 ? (next - within) / greater : 0;
  }
  const totals = new Float64Array(clusters);
  labels.forEach((label, row) => {
    if (label >= 0) totals[label] += ofRow[row];
  });
  const members = sizes.reduce((a, b) => a + b, 0);
  return {
    ofRow,
    mean: members > 0 ? totals.reduce((a, b) => a + b, 0) / members : null,
    ofCluster: Array.from(totals, (total, i) => (sizes[i] > 0 ? total / sizes[i] : null)),
  };
}
