import type { Contribution } from '../detectors/detector';
import { COLUMN, type LineColumn } from '../features/columns';
import type { FeatureMatrix } from '../features/matrix';

/** Nats that a step of severity adds: what an error is worth without any rarity. */
const NATS_PER_STEP = 2;
const COLUMNS: readonly LineColumn[] = ['severity', 'alarm_word'];

/** What is known beforehand about units, in nats on top of how strange they are. */
export interface Prior<Batch> {
  nats(batch: Batch): Float64Array;
  explain(batch: Batch, i: number): Contribution[];
}

/**
 * Levels and alarm words count, however usual they are: bursts of a frequent error are an anomaly that
 * rarity alone ranks low.
 */
export const SEVERITY_PRIOR: Prior<FeatureMatrix> = {
  nats({ rows, values, columns }) {
    const width = columns.length;
    const nats = new Float64Array(rows);
    for (let row = 0; row < rows; row++)
      nats[row] =
        NATS_PER_STEP *
        (values[row * width + COLUMN.severity] + values[row * width + COLUMN.alarm_word]);
    return nats;
  },
  explain({ values, columns }, row) {
    const width = columns.length;
    return COLUMNS.map((feature) => ({
      feature,
      value: NATS_PER_STEP * values[row * width + COLUMN[feature]],
    }));
  },
};
