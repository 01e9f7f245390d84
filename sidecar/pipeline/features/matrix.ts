/** Rows of named numeric features, row after row in one array. */
export interface FeatureMatrix {
  /** Name of each column, unique; at most 64. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** rows × columns.length numbers. */
  readonly values: Float32Array;
}

export const MAX_COLUMNS = 64;

/** Nats beyond the usual at which a feature is as strange as something that was never seen. */
export const UNSEEN_NATS = 5;

/** Joins matrices of the same columns to one. */
export async function concatenate(
  batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
): Promise<FeatureMatrix> {
  const parts: FeatureMatrix[] = [];
  let rows = 0;
  for await (const batch of batches) {
    parts.push(batch);
    rows += batch.rows;
  }
  if (parts.length === 0) return { columns: [], rows: 0, values: new Float32Array(0) };
  if (parts.length === 1) return parts[0];
  const { columns } = parts[0];
  const values = new Float32Array(rows * columns.length);
  let offset = 0;
  for (const part of parts) {
    if (part.columns.length !== columns.length)
      throw new RangeError('all batches of a fit must have the same columns');
    values.set(part.values.subarray(0, part.rows * columns.length), offset);
    offset += part.rows * columns.length;
  }
  return { columns, rows, values };
}
