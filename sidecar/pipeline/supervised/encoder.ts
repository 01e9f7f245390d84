import { BundleError } from '../bundle';
import type { NumberMatrix } from './number_matrix';
import { SparseBuilder, type SparseMatrix } from './sparse_matrix';
import type { UnitFeatures } from './unit_features';

/** Tokens that a linear model weighs, and those that trees may split on; the commonest ones. */
const MAX_TOKENS = 8192;
const MAX_TREE_TOKENS = 256;
/** Least spread of a numeric feature: below it, rounding would count. */
const MIN_STD = 0.1;
/** Numeric features are capped at so many standard deviations, so that one wild number cannot outvote the rest. */
const MAX_DEVIATIONS = 5;

export interface EncoderJSON {
  columns: string[];
  mean: number[];
  std: number[];
  tokens: string[];
}

/** Turns features into the matrices of the classifiers, by what training units looked like. */
export class Encoder {
  private readonly indexOf: Map<string, number>;

  private constructor(
    private readonly columns: readonly string[],
    private readonly mean: readonly number[],
    private readonly std: readonly number[],
    /** Falling frequency. */
    private readonly tokens: readonly string[],
  ) {
    this.indexOf = new Map(tokens.map((token, i) => [token, i]));
  }

  /** Learns from all units, labelled or not. */
  static fit({ rows, columns, values, tokens }: UnitFeatures): Encoder {
    const width = columns.length;
    const mean: number[] = [];
    const std: number[] = [];
    for (let column = 0; column < width; column++) {
      let sum = 0;
      let squares = 0;
      for (let row = 0; row < rows; row++) {
        const value = values[row * width + column];
        sum += value;
        squares += value * value;
      }
      mean.push(sum / rows);
      std.push(Math.max(MIN_STD, Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2))));
    }
    const units = new Map<string, number>();
    for (const own of tokens)
      for (const token of own) units.set(token, (units.get(token) ?? 0) + 1);
    const commonest = [...units]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MAX_TOKENS)
      .map(([token]) => token);
    return new Encoder(columns, mean, std, commonest);
  }

  /** Names of the columns of {@link sparse}; those of {@link dense} are the first of them. */
  get names(): string[] {
    return [...this.columns, ...this.tokens];
  }

  width(form: 'sparse' | 'dense'): number {
    return this.columns.length + (form === 'dense' ? this.treeTokens : this.tokens.length);
  }

  private get treeTokens(): number {
    return Math.min(MAX_TREE_TOKENS, this.tokens.length);
  }

  /** Numeric features in standard deviations, then a 1 for each token. */
  sparse({ rows, values, tokens }: UnitFeatures): SparseMatrix {
    const width = this.columns.length;
    const builder = new SparseBuilder(width + this.tokens.length);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        const z = (values[row * width + column] - this.mean[column]) / this.std[column];
        builder.set(column, Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, z)));
      }
      for (const token of tokens[row]) {
        const index = this.indexOf.get(token);
        if (index !== undefined) builder.set(width + index, 1);
      }
      builder.endRow();
    }
    return builder.finish();
  }

  /** Numeric features as they are, then 0 or 1 for each of the commonest tokens. */
  dense({ rows, values, tokens }: UnitFeatures): NumberMatrix {
    const width = this.columns.length;
    const wide = width + this.treeTokens;
    const out = new Float32Array(rows * wide);
    for (let row = 0; row < rows; row++) {
      out.set(values.subarray(row * width, (row + 1) * width), row * wide);
      for (const token of tokens[row]) {
        const index = this.indexOf.get(token);
        if (index !== undefined && index < this.treeTokens) out[row * wide + width + index] = 1;
      }
    }
    return { rows, width: wide, values: out };
  }

  toJSON(): EncoderJSON {
    return {
      columns: [...this.columns],
      mean: [...this.mean],
      std: [...this.std],
      tokens: [...this.tokens],
    };
  }

  /** @throws BundleError */
  static fromJSON({ columns, mean, std, tokens }: EncoderJSON): Encoder {
    const areTexts = (list: unknown) =>
      Array.isArray(list) && list.every((text) => typeof text === 'string');
    const areNumbers = (list: unknown) =>
      Array.isArray(list) && list.length === columns.length && list.every(Number.isFinite);
    if (!areTexts(columns) || !areTexts(tokens) || !areNumbers(mean) || !areNumbers(std))
      throw new BundleError('the features of the classifier are not described');
    if (tokens.length > MAX_TOKENS || std.some((spread) => !(spread >= MIN_STD)))
      throw new BundleError('the features of the classifier have impossible dimensions');
    return new Encoder(columns, mean, std, tokens);
  }
}

/** Units as the classifiers want them; each form is made when it is first asked for. */
export class EncodedUnits {
  private sparseForm: SparseMatrix | undefined;
  private denseForm: NumberMatrix | undefined;

  constructor(
    readonly encoder: Encoder,
    private readonly features: UnitFeatures,
  ) {}

  get rows(): number {
    return this.features.rows;
  }

  get sparse(): SparseMatrix {
    return (this.sparseForm ??= this.encoder.sparse(this.features));
  }

  get dense(): NumberMatrix {
    return (this.denseForm ??= this.encoder.dense(this.features));
  }
}
