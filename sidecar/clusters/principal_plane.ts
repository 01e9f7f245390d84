import { settleSigns, symmetricEigen } from '../pipeline/text';
import type { WordVectors } from './word_vectors';

/**
 * Rows on the plane in which they vary most (principal components; for these distances the same as classical
 * multidimensional scaling): x and y of each, one after the other.
 */
export function principalPlane({ rows, columns, values }: WordVectors): Float64Array {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < columns; i++) means[i] += values[row * columns + i] / rows;
  const centred = Float64Array.from(values, (value, at) => value - means[at % columns]);
  const covariance = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        covariance[i * columns + j] += centred[row * columns + i] * centred[row * columns + j];
  const { vectors } = symmetricEigen(covariance, columns);
  settleSigns(vectors, columns);
  const places = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++)
    for (let axis = 0; axis < 2 && axis < columns; axis++)
      for (let i = 0; i < columns; i++)
        places[2 * row + axis] += centred[row * columns + i] * vectors[i * columns + axis];
  return places;
}
