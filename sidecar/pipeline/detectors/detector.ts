/** How far a fit has come. */
export interface FitProgress {
  /** In words: "Growing isolation trees". */
  phase: string;
  /** 0–1 of this fit. */
  fraction: number;
}

export interface FitOptions {
  /** Same seed, same batches: same detector, bit for bit. */
  seed: number;
  /** Checked between steps; an abort ends the fit with its reason. */
  signal?: AbortSignal;
  /** What an analyst said of each unit, over all batches: 1 anomalous, 0 normal, −1 nothing. Supervised detectors need it. */
  labels?: Int8Array;
}

/** How much a fit will get to see. */
export interface TrainingSize {
  units: number;
  /** Numbers that describe a unit, where it comes as a row of a matrix. */
  columns: number;
  /** Log lines in all units together. */
  events: number;
  templates: number;
}

/** A part of a raw score and the column of the batch (or the event) that caused it. */
export interface Contribution {
  feature: string;
  /** Nats that the feature adds to (or takes from) the raw score. */
  value: number;
}

/** What a fit leaves behind: it scores, explains and can be written down. */
export interface FittedDetector<Batch> {
  /** Raw scores, one a unit of the batch, in nats, rising with strangeness. Pure: same unit, same score. */
  score(batch: Batch): Float64Array;
  /** Where the raw score of unit i comes from: contributions, plus a constant of the model, add up to it. */
  explain(batch: Batch, i: number): Contribution[];
  /** A bundle of its own; see {@link Detector.fromBytes}. */
  toBytes(): Uint8Array;
}

export interface FitResult<Batch> {
  fitted: FittedDetector<Batch>;
  /** Raw scores of the training units, each judged by what was learned without it; worked out when asked for. */
  trainingScores(): Float64Array;
}

/**
 * One way to judge units. `Batch` is what a unit looks like to it: a feature matrix for lines,
 * template counts and orders for sessions. The caller bounds how much it hands over.
 */
export interface Detector<Batch> {
  readonly name: string;
  /** One sentence for users. */
  readonly description: string;
  fit(
    batches: Iterable<Batch> | AsyncIterable<Batch>,
    options: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<Batch>>;
  /** Bytes that a fit needs at its peak beside the units themselves: an estimate for before it starts. */
  memoryBytes(size: TrainingSize): number;
  /** @throws BundleError */
  fromBytes(bytes: Uint8Array): FittedDetector<Batch>;
}
