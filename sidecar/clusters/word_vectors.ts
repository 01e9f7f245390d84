import { MAX_COMPONENTS, TfIdf, TruncatedSvd } from '../pipeline/text';

/** Rows of numbers, each of length 1, or 0 where there are no words: then distances tell cosines. */
export interface WordVectors {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Texts by their words: TF-IDF, reduced to its strongest directions (latent semantic analysis), of length 1. */
export function wordVectors(documents: readonly (readonly string[])[], seed: number): WordVectors {
  const columns = MAX_COMPONENTS;
  const values = new Float32Array(documents.length * columns);
  if (documents.every((words) => words.length === 0)) {
    return { rows: documents.length, columns, values };
  }
  const weighted = TfIdf.fit(documents).transform(documents);
  const reduced = TruncatedSvd.fit(weighted, columns, seed).transform(weighted);
  for (let row = 0; row < documents.length; row++) {
    const part = reduced.subarray(row * columns, (row + 1) * columns);
    const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
    if (length < TINY) continue;
    for (let i = 0; i < columns; i++) values[row * columns + i] = part[i] / length;
  }
  return { rows: documents.length, columns, values };
}

/** A text whose words all fell out of the strongest directions has no direction of its own. */
const TINY = 1e-6;

/** Between vectors of length 1, a Euclidean distance d is a cosine distance of d² / 2. */
export const euclideanOf = (cosineDistance: number): number => Math.sqrt(2 * cosineDistance);
export const cosineDistanceOf = (euclidean: number): number => (euclidean * euclidean) / 2;
