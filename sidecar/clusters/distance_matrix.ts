import { squaredDistance } from '../pipeline/detectors/clusters';
import type { WordVectors } from './word_vectors';

/** Euclidean distances of all rows to all, n × n. */
export function distanceMatrix({ rows, columns, values }: WordVectors): Float32Array {
  const distances = new Float32Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const squares = squaredDistance(values, i * columns, values, j * columns, columns);
      distances[i * rows + j] = distances[j * rows + i] = Math.sqrt(squares);
    }
  return distances;
}
