import { BundleError, type Bundle } from '../bundle';
import { quantile } from '../scoring/tail_calibration';
import { SkipGram, TfIdfColumns } from '../text';

/** Directions of each kind of text feature: both kinds and all others stay within a matrix. */
const DIRECTIONS = 12;
/** Least spread of a direction, in its own units: rounding is no news. */
const MIN_SPREAD = 0.02;
/** Repeats of a pattern that are learned from, at most: the commonest are known well enough. */
const MAX_REPEATS = 100;

/** Words of a training pattern and how many lines have it. */
export interface PatternWords {
  words: readonly string[];
  lines: number;
}

type TextKind = 'tfidf' | 'embeddings';

/**
 * How far the words of a line's pattern lie from those of usual lines, in a few directions that training found: by
 * TF-IDF reduced by SVD, or by word vectors. A value is the distance from the median in units of the usual spread.
 */
export class TextFeatures {
  readonly columns: readonly string[];

  private constructor(
    private readonly kind: TextKind,
    private readonly model: TfIdfColumns | SkipGram,
    private readonly median: Float32Array,
    private readonly spread: Float32Array,
  ) {
    const name = kind === 'tfidf' ? 'tfidf' : 'word';
    this.columns = Array.from(median, (_, i) => `${name}_${i}`);
  }

  static fit(kind: TextKind, patterns: readonly PatternWords[], seed: number): TextFeatures {
    const model =
      kind === 'tfidf'
        ? TfIdfColumns.fit(repeated(patterns), { columns: DIRECTIONS, seed })
        : SkipGram.fit(
            patterns.map(({ words, lines }) => ({ words, times: lines })),
            { dimensions: DIRECTIONS, seed },
          );
    const rows = patterns.map(({ words, lines }) => ({ row: vectorOf(model, words), lines }));
    const width = rows[0]?.row.length ?? 0;
    const median = new Float32Array(width);
    const spread = new Float32Array(width);
    for (let i = 0; i < width; i++) {
      const values = rows.flatMap(({ row, lines }) =>
        new Array<number>(Math.min(lines, MAX_REPEATS)).fill(row[i]),
      );
      const sorted = Float64Array.from(values).sort();
      median[i] = quantile(sorted, 0.5);
      const distances = sorted.map((value) => Math.abs(value - median[i])).sort();
      spread[i] = Math.max(MIN_SPREAD, quantile(distances, 0.9) / Math.log(10));
    }
    return new TextFeatures(kind, model, median, spread);
  }

  /** Distances of a pattern with these words, one a column. */
  distances(words: readonly string[]): Float32Array {
    const row = vectorOf(this.model, words);
    return this.median.map((median, i) => Math.abs(row[i] - median) / this.spread[i]);
  }

  toArrays(): Record<string, Uint8Array | Float32Array> {
    const { kind, model, median, spread } = this;
    return {
      [`text.${kind}.model`]: model.toBytes(),
      [`text.${kind}.median`]: median,
      [`text.${kind}.spread`]: spread,
    };
  }

  /** @throws BundleError */
  static fromBundle(kind: TextKind, bundle: Bundle): TextFeatures {
    const bytes = bundle.array(`text.${kind}.model`, 'u8');
    const model = kind === 'tfidf' ? TfIdfColumns.fromBytes(bytes) : SkipGram.fromBytes(bytes);
    const median = bundle.array(`text.${kind}.median`, 'f32');
    const spread = bundle.array(`text.${kind}.spread`, 'f32', median.length);
    if (vectorOf(model, []).length !== median.length || !spread.every((width) => width > 0))
      throw new BundleError('the text features do not fit their model');
    return new TextFeatures(kind, model, median, spread);
  }
}

function vectorOf(model: TfIdfColumns | SkipGram, words: readonly string[]): Float32Array {
  return model instanceof SkipGram ? model.lineVector(words) : model.transform([words]);
}

function* repeated(patterns: readonly PatternWords[]): Generator<readonly string[]> {
  for (const { words, lines } of patterns)
    for (let i = 0; i < Math.min(lines, MAX_REPEATS); i++) yield words;
}
