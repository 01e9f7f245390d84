import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { EncodedUnits } from './encoder';
import type { Classifier, Learner } from './learner';
import { logit } from './logistic';
import { fitForest, type RandomForestOptions } from './random_forest_fit';
import {
  attribute,
  sumOfLeaves,
  sumOfRoots,
  treesFromBundle,
  treesToArrays,
  type Trees,
} from './trees';

const KIND = 'classifier:random_forest';
const DEFAULT_TREES = 100;
const MAX_TREES = 2000;
/** A node: column, threshold, child and value, while the arrays double. */
const BYTES_PER_NODE = 28;

class RandomForest implements Classifier {
  constructor(
    private readonly trees: Trees,
    readonly importance: Float64Array,
  ) {}

  odds(units: EncodedUnits): Float64Array {
    return sumOfLeaves(this.trees, units.dense).map((sum) => logit(this.share(sum)));
  }

  /** Half a tree for either side keeps the odds finite where all trees agree. */
  private share(sum: number): number {
    return (sum + 0.5) / (this.trees.roots.length + 1);
  }

  /** Path contributions to the mean of the trees, stretched alike to the scale of odds. */
  attribute(units: EncodedUnits, row: number): Float64Array {
    const { width, values } = units.dense;
    const parts = attribute(this.trees, values, row * width);
    const start = this.share(sumOfRoots(this.trees));
    const total = parts.reduce((sum, part) => sum + part, 0) / (this.trees.roots.length + 1);
    const stretch =
      Math.abs(total) > 1e-9
        ? (logit(start + total) - logit(start)) / total
        : 1 / (start * (1 - start));
    return parts.map((part) => (part / (this.trees.roots.length + 1)) * stretch);
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, {}, { ...treesToArrays(this.trees), importance: this.importance });
  }
}

/** Random forest: Gini trees on bootstrap samples with balanced classes. */
export function randomForest(options: RandomForestOptions = {}): Learner {
  const { trees = DEFAULT_TREES } = options;
  if (!(Number.isInteger(trees) && trees >= 1 && trees <= MAX_TREES))
    throw new RangeError(`trees must be a whole number from 1 to ${MAX_TREES}, not ${trees}`);
  return {
    name: 'random_forest',
    description: 'Many decision trees, each on its own sample of the labelled units.',
    form: 'dense',
    *learn(units, labelled, { seed, signal }) {
      const fit = yield* fitForest(units.dense, labelled, { ...options, trees }, seed, signal);
      const leftOutOdds = fit.outOfBag.map((p) => logit((p * trees + 0.5) / (trees + 1)));
      return { classifier: new RandomForest(fit.trees, fit.importance), leftOutOdds };
    },
    memoryBytes: ({ units, columns }) => units * (columns + 40) + trees * units * BYTES_PER_NODE,
    fromBytes: (bytes, width) => {
      const bundle = decodeBundle(bytes, KIND);
      const forest = treesFromBundle(bundle, width);
      if (forest.value.some((share) => !(share >= 0 && share <= 1)))
        throw new BundleError('a tree predicts what is no share');
      return new RandomForest(forest, bundle.array('importance', 'f64', width));
    },
  };
}
