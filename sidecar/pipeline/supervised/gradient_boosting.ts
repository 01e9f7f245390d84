import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { EncodedUnits } from './encoder';
import { fitBoosting, type GradientBoostingOptions } from './gradient_boosting_fit';
import type { Classifier, Learner } from './learner';
import { attribute, sumOfLeaves, treesFromBundle, treesToArrays, type Trees } from './trees';

const KIND = 'classifier:gradient_boosting';
const MAX_TREES = 2000;

class GradientBoosting implements Classifier {
  constructor(
    private readonly trees: Trees,
    private readonly base: number,
    readonly importance: Float64Array,
  ) {}

  odds(units: EncodedUnits): Float64Array {
    return sumOfLeaves(this.trees, units.dense).map((sum) => this.base + sum);
  }

  attribute(units: EncodedUnits, row: number): Float64Array {
    const { width, values } = units.dense;
    return attribute(this.trees, values, row * width);
  }

  toBytes(): Uint8Array {
    const arrays = { ...treesToArrays(this.trees), importance: this.importance };
    return encodeBundle(KIND, { base: this.base }, arrays);
  }
}

/** Gradient boosting: small trees, each on what the ones before it got wrong. */
export function gradientBoosting(options: GradientBoostingOptions = {}): Learner {
  const { trees = 150, subsample = 0.7, learningRate = 0.1 } = options;
  if (!(Number.isInteger(trees) && trees >= 1 && trees <= MAX_TREES))
    throw new RangeError(`trees must be a whole number from 1 to ${MAX_TREES}, not ${trees}`);
  if (!(subsample > 0 && subsample <= 1))
    throw new RangeError(`subsample must be above 0 and at most 1, not ${subsample}`);
  if (!(learningRate > 0 && learningRate <= 1))
    throw new RangeError(`learningRate must be above 0 and at most 1, not ${learningRate}`);
  return {
    name: 'gradient_boosting',
    description: 'Small decision trees, each on what the ones before it got wrong.',
    form: 'dense',
    *learn(units, labelled, { seed, signal }) {
      const fit = yield* fitBoosting(units.dense, labelled, options, seed, signal);
      return { classifier: new GradientBoosting(fit.trees, fit.base, fit.importance) };
    },
    memoryBytes: ({ units, columns }) => units * (columns + 40) + trees * 1000,
    fromBytes: (bytes, width) => {
      const bundle = decodeBundle(bytes, KIND);
      const { base } = bundle.meta as { base: number };
      if (!Number.isFinite(base)) throw new BundleError('gradient boosting starts at no number');
      const importance = bundle.array('importance', 'f64', width);
      return new GradientBoosting(treesFromBundle(bundle, width), base, importance);
    },
  };
}
