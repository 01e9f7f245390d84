import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { EncodedUnits } from './encoder';
import type { Classifier, Learner } from './learner';
import {
  fitLogistic,
  linearOdds,
  type LinearModel,
  type LogisticRegressionOptions,
} from './logistic_regression_fit';
import { shares } from './random_forest_fit';
import type { SparseMatrix } from './sparse_matrix';

const KIND = 'classifier:logistic_regression';

class LogisticRegression implements Classifier {
  constructor(
    private readonly model: LinearModel,
    readonly importance: Float64Array,
  ) {}

  odds(units: EncodedUnits): Float64Array {
    return linearOdds(this.model, units.sparse);
  }

  attribute(units: EncodedUnits, row: number): Float64Array {
    const { width, offsets, columns, values } = units.sparse;
    const parts = new Float64Array(width);
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      parts[columns[k]] = this.model.weights[columns[k]] * values[k];
    return parts;
  }

  toBytes(): Uint8Array {
    const { weights, intercept } = this.model;
    return encodeBundle(KIND, { intercept }, { weights, importance: this.importance });
  }
}

/** Share of each column in Σ |weight| · standard deviation: how far it moves the odds of usual units. */
function importanceOf({ weights }: LinearModel, matrix: SparseMatrix): Float64Array {
  const { rows, columns, values } = matrix;
  const sum = new Float64Array(weights.length);
  const squares = new Float64Array(weights.length);
  for (let k = 0; k < columns.length; k++) {
    sum[columns[k]] += values[k];
    squares[columns[k]] += values[k] * values[k];
  }
  return shares(
    weights.map((weight, column) => {
      const mean = sum[column] / rows;
      return Math.abs(weight) * Math.sqrt(Math.max(0, squares[column] / rows - mean * mean));
    }),
  );
}

/** Logistic regression with a penalty on the weights. */
export function logisticRegression(options: LogisticRegressionOptions = {}): Learner {
  if (options.c !== undefined && !(options.c > 0))
    throw new RangeError(`c must be more than 0, not ${options.c}`);
  return {
    name: 'logistic_regression',
    description: 'A weight for each word and feature, as small as the labels allow.',
    form: 'sparse',
    *learn(units, labelled, { signal }) {
      const model = yield* fitLogistic(units.sparse, labelled, options, signal);
      return { classifier: new LogisticRegression(model, importanceOf(model, units.sparse)) };
    },
    memoryBytes: ({ units, columns }) => units * (8 * columns + 40),
    fromBytes: (bytes, width) => {
      const bundle = decodeBundle(bytes, KIND);
      const { intercept } = bundle.meta as { intercept: number };
      const weights = bundle.array('weights', 'f64', width);
      if (!Number.isFinite(intercept) || !weights.every(Number.isFinite))
        throw new BundleError('the logistic regression has weights that are no numbers');
      const importance = bundle.array('importance', 'f64', width);
      return new LogisticRegression({ weights, intercept }, importance);
    },
  };
}
