import type { FitProgress, TrainingSize } from '../detectors/detector';
import type { LabelledRows } from './labelled_rows';
import type { EncodedUnits } from './encoder';

/** What was learned from labels. */
export interface Classifier {
  /** ln of the odds that each unit is anomalous, both kinds being taken to be as frequent. */
  odds(units: EncodedUnits): Float64Array;
  /** What each feature adds to the odds of a unit; plus a constant of the model, they add up to them. */
  attribute(units: EncodedUnits, row: number): Float64Array;
  /** Share of each feature in what was learned; adds up to 1, or all 0 where nothing was learned. */
  readonly importance: Float64Array;
  /** A bundle of its own. */
  toBytes(): Uint8Array;
}

export interface LearnResult {
  classifier: Classifier;
  /** Odds of each unit by what was learned without it, where that comes for free. */
  leftOutOdds?: Float64Array;
}

export interface LearnOptions {
  seed: number;
  signal?: AbortSignal;
}

/** A way to learn from labels. */
export interface Learner {
  readonly name: string;
  /** One sentence for users. */
  readonly description: string;
  /** Which form of the units it looks at. */
  readonly form: 'sparse' | 'dense';
  learn(
    units: EncodedUnits,
    labelled: LabelledRows,
    options: LearnOptions,
  ): Generator<FitProgress, LearnResult>;
  /** Bytes that learning needs at its peak beside the units themselves. */
  memoryBytes(size: TrainingSize): number;
  /**
   * @param width features that the classifier may look at
   * @throws BundleError
   */
  fromBytes(bytes: Uint8Array, width: number): Classifier;
}
