import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import { Random } from '../random';
import { TfIdf, type Document } from './tfidf';
import { TruncatedSvd } from './truncated_svd';

const KIND = 'text:tfidf_columns';
const MAX_COLUMNS = 16;
const DEFAULT_FEATURES = 4096;
/** Training texts that are looked at: a random choice where there are more. */
const DEFAULT_SAMPLE = 20_000;

export interface TfIdfColumnsOptions {
  /** Columns, 1–16. Default 16. */
  columns?: number;
  /** Tokens that count, see {@link TfIdf}. Default 4,096. */
  maxFeatures?: number;
  /** Training texts that are looked at, chosen at random where there are more. Default 20,000. */
  maxDocuments?: number;
  seed: number;
}

/** Texts as up to 16 numbers each, `tfidf_0` …: TF-IDF reduced to its strongest directions. */
export class TfIdfColumns {
  readonly columns: readonly string[];

  private constructor(
    private readonly tfidf: TfIdf,
    private readonly svd: TruncatedSvd,
  ) {
    this.columns = Array.from({ length: svd.components }, (_, i) => `tfidf_${i}`);
  }

  /** @throws RangeError */
  static fit(documents: Iterable<Document>, options: TfIdfColumnsOptions): TfIdfColumns {
    const {
      columns = MAX_COLUMNS,
      maxFeatures = DEFAULT_FEATURES,
      maxDocuments = DEFAULT_SAMPLE,
      seed,
    } = options;
    if (!(Number.isInteger(columns) && columns >= 1 && columns <= MAX_COLUMNS))
      throw new RangeError(`columns must be 1–${MAX_COLUMNS}, not ${columns}`);
    const random = new Random(seed);
    const sample = reservoir(documents, maxDocuments, random);
    const tfidf = TfIdf.fit(sample, { maxFeatures });
    const svd = TruncatedSvd.fit(tfidf.transform(sample), columns, random.uint32());
    return new TfIdfColumns(tfidf, svd);
  }

  /** A row of {@link columns} for each text. */
  transform(documents: Iterable<Document>): Float32Array {
    return Float32Array.from(this.svd.transform(this.tfidf.transform(documents)));
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, {}, { tfidf: this.tfidf.toBytes(), svd: this.svd.toBytes() });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): TfIdfColumns {
    const bundle = decodeBundle(bytes, KIND);
    const tfidf = TfIdf.fromBytes(bundle.array('tfidf', 'u8'));
    const svd = TruncatedSvd.fromBytes(bundle.array('svd', 'u8'), tfidf.vocabulary.length);
    if (svd.components > MAX_COLUMNS) throw new BundleError('there are too many text columns');
    return new TfIdfColumns(tfidf, svd);
  }
}

/** A random choice of `size` items, each as likely as any other (Vitter 1985, algorithm R). */
function reservoir<T>(items: Iterable<T>, size: number, random: Random): T[] {
  const kept: T[] = [];
  let seen = 0;
  for (const item of items) {
    seen++;
    if (kept.length < size) {
      kept.push(item);
      continue;
    }
    const at = random.below(seen);
    if (at < size) kept[at] = item;
  }
  return kept;
}
