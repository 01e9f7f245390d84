/**
 * An eps for DBSCAN (Ester et al. 1996): each row's distance to its minPoints-th neighbour, itself included, sorted;
 * the knee of that curve is where it lies farthest below the line between its ends (Satopää et al. 2011).
 * @param distances n × n
 */
export function neighbourKnee(distances: Float32Array, rows: number, minPoints: number): number {
  const nth = Math.min(rows, minPoints) - 1;
  const curve = Float64Array.from(
    { length: rows },
    (_, row) => distances.slice(row * rows, (row + 1) * rows).sort()[nth],
  ).sort();
  const first = curve[0];
  const last = curve[rows - 1];
  let knee = last;
  let farthest = 0;
  curve.forEach((distance, i) => {
    const below = first + ((last - first) * i) / (rows - 1) - distance;
    if (below > farthest) {
      farthest = below;
      knee = distance;
    }
  });
  return knee;
}
