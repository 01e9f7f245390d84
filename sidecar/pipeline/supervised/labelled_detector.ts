import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { concatenate, MAX_COLUMNS, type FeatureMatrix } from '../features/matrix';
import { LabelsError, labelledRows, type Labels } from './labelled_rows';
import { EncodedUnits, Encoder, type EncoderJSON } from './encoder';
import { outOfFold } from './folds';
import type { Classifier, LearnOptions, Learner } from './learner';
import { drain } from './steps';

const KIND = 'detector:labelled';

/** A classifier as a detector. Raw score: ln of the odds that a row is anomalous. */
class LabelledRowsDetector implements FittedDetector<FeatureMatrix> {
  constructor(
    private readonly name: string,
    private readonly encoder: Encoder,
    private readonly classifier: Classifier,
  ) {}

  score(batch: FeatureMatrix): Float64Array {
    return this.classifier.odds(this.encode(batch));
  }

  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const width = batch.columns.length;
    const values = batch.values.subarray(i * width, (i + 1) * width);
    const parts = this.classifier.attribute(this.encode({ ...batch, rows: 1, values }), 0);
    return Array.from(parts, (value, column) => ({
      feature: batch.columns[column],
      value,
    })).filter(({ value }) => value !== 0);
  }

  private encode(batch: FeatureMatrix): EncodedUnits {
    const { names } = this.encoder;
    if (names.some((name, i) => batch.columns[i] !== name))
      throw new RangeError(`${this.name} learned from other columns: ${names.join(', ')}`);
    return new EncodedUnits(this.encoder, unitsOf(batch));
  }

  toBytes(): Uint8Array {
    const meta = { name: this.name, encoder: this.encoder.toJSON() };
    return encodeBundle(KIND, meta, { classifier: this.classifier.toBytes() });
  }
}

const NO_TOKENS: readonly string[] = [];
const unitsOf = ({ rows, columns, values }: FeatureMatrix) => ({
  rows,
  columns,
  values,
  tokens: Array.from({ length: rows }, () => NO_TOKENS),
});

/**
 * A way to learn from labels as a detector of rows of a feature matrix. A fit throws LabelsError where
 * {@link FitOptions.labels} lack a kind.
 */
export function labelledDetector(learner: Learner): Detector<FeatureMatrix> {
  const { name } = learner;

  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { seed, signal, labels }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const matrix = await concatenate(batches);
    if (matrix.columns.length > MAX_COLUMNS)
      throw new RangeError(`at most ${MAX_COLUMNS} columns, not ${matrix.columns.length}`);
    if (!labels) throw new LabelsError(`${name} learns from labels, and there are none.`);
    const known = { known: labels };
    const labelled = labelledRows(name, matrix.rows, known);
    const encoder = Encoder.fit(unitsOf(matrix));
    const units = new EncodedUnits(encoder, unitsOf(matrix));
    const { classifier, leftOutOdds } = yield* learner.learn(units, labelled, { seed, signal });
    return {
      fitted: new LabelledRowsDetector(name, encoder, classifier),
      trainingScores: () => leftOutOdds ?? crossValidated(learner, units, known, { seed, signal }),
    };
  }

  return {
    name,
    description: learner.description,
    fit,
    memoryBytes: (size) => learner.memoryBytes(size),
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const meta = bundle.meta as { name: string; encoder: EncoderJSON };
      if (meta.name !== name) throw new BundleError(`this is "${meta.name}", not "${name}"`);
      const encoder = Encoder.fromJSON(meta.encoder);
      const part = bundle.array('classifier', 'u8');
      const classifier = learner.fromBytes(part, encoder.width(learner.form));
      return new LabelledRowsDetector(name, encoder, classifier);
    },
  };
}

/**
 * Odds of each unit by what was learned without its stretch of time. Where too few labels forbid that, by what was
 * learned with it: then the odds of labelled units are too sure of themselves, those of the others are honest.
 */
function crossValidated(
  learner: Learner,
  units: EncodedUnits,
  labels: Labels,
  options: LearnOptions,
): Float64Array {
  const judge = function* (known: Labels) {
    const labelled = labelledRows(learner.name, units.rows, known);
    const { classifier } = yield* learner.learn(units, labelled, options);
    return [classifier.odds(units)];
  };
  return drain(outOfFold(labels, judge)).odds[0];
}
