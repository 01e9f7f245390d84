import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import { SparseRows } from './sparse_rows';
import { TokenTable } from './token_table';
import { cutTokens, hashToken, takeTokens, TokenBuffer } from './tokens';

const KIND = 'text:tfidf';
const MAX_FEATURES = 1 << 16;
const DEFAULT_FEATURES = 4096;
/** Different tokens that are counted at a time: about 40 MB. Rare ones are given up when there are more. */
const MAX_COUNTED = 1 << 19;

/** A raw line, to be cut into tokens as scikit-learn does, or the tokens of a text. */
export type Document = string | readonly string[];

export interface TfIdfOptions {
  /** Tokens that are kept: those that come most often, of equal ones the first by name. Default 4,096. */
  maxFeatures?: number;
}

function fill(document: Document, into: TokenBuffer): void {
  if (typeof document === 'string') cutTokens(document, into);
  else takeTokens(document, into);
}

/** A token's name with how many documents hold it and how often it comes. */
interface Counted {
  token: string;
  documents: number;
  occurrences: number;
}

/** Counts tokens in bounded memory: rare ones may be missed when there are more than {@link MAX_COUNTED}. */
class TokenCounter {
  documents = 0;
  private table = new TokenTable();
  private counted: Counted[] = [];
  /** The last document that held a token. */
  private last: number[] = [];

  add(tokens: TokenBuffer): void {
    this.documents++;
    for (let i = 0; i < tokens.length; i++) {
      const id = this.table.add(tokens.hashA[i], tokens.hashB[i]);
      if (id === this.counted.length) {
        this.counted.push({ token: tokens.token(i), documents: 0, occurrences: 0 });
        this.last.push(0);
      }
      const counted = this.counted[id];
      counted.occurrences++;
      if (this.last[id] !== this.documents) {
        this.last[id] = this.documents;
        counted.documents++;
      }
    }
    if (this.counted.length > MAX_COUNTED) this.giveUpRare();
  }

  /** Keeps the more frequent half. */
  private giveUpRare(): void {
    const kept = this.mostFrequent(MAX_COUNTED >> 1);
    this.counted = kept;
    this.last = kept.map(() => 0);
    this.table = new TokenTable(kept.length);
    for (const { token } of kept) this.table.add(...hashToken(token));
  }

  mostFrequent(most: number): Counted[] {
    if (this.counted.length <= most) return this.counted;
    return this.counted
      .sort((a, b) => b.occurrences - a.occurrences || byName(a, b))
      .slice(0, most);
  }
}

/** By code units, whatever the language of the machine. */
const byName = (a: Counted, b: Counted) => (a.token < b.token ? -1 : a.token > b.token ? 1 : 0);

/**
 * Term frequency times inverse document frequency, as scikit-learn's TfidfVectorizer with its defaults: the weight
 * of a token is its occurrences times ln((1 + n) / (1 + df)) + 1, and documents have length 1 (`smooth_idf`,
 * `norm='l2'`). Columns are the tokens in the order of their names; tokens of no column are left out.
 */
export class TfIdf {
  private readonly buffer = new TokenBuffer();
  /** Occurrences of each column in the document at hand; all 0 between documents. */
  private readonly occurrences: Float64Array;
  private readonly present: Int32Array;

  private constructor(
    readonly vocabulary: readonly string[],
    readonly idf: Float64Array,
    private readonly table: TokenTable,
  ) {
    this.occurrences = new Float64Array(vocabulary.length);
    this.present = new Int32Array(vocabulary.length);
  }

  /** @throws RangeError */
  static fit(documents: Iterable<Document>, options: TfIdfOptions = {}): TfIdf {
    const { maxFeatures = DEFAULT_FEATURES } = options;
    if (!(Number.isInteger(maxFeatures) && maxFeatures >= 1 && maxFeatures <= MAX_FEATURES))
      throw new RangeError(`maxFeatures must be 1–${MAX_FEATURES}, not ${maxFeatures}`);
    const counter = new TokenCounter();
    const buffer = new TokenBuffer();
    for (const document of documents) {
      fill(document, buffer);
      counter.add(buffer);
    }
    const kept = [...counter.mostFrequent(maxFeatures)].sort(byName);
    const idf = Float64Array.from(
      kept,
      ({ documents: df }) => Math.log((1 + counter.documents) / (1 + df)) + 1,
    );
    return TfIdf.of(
      kept.map(({ token }) => token),
      idf,
    );
  }

  private static of(vocabulary: readonly string[], idf: Float64Array): TfIdf {
    const table = new TokenTable(vocabulary.length);
    for (const token of vocabulary) table.add(...hashToken(token));
    return new TfIdf(vocabulary, idf, table);
  }

  /** One row for each document, the columns of a row in the order in which their tokens come. */
  transform(documents: Iterable<Document>): SparseRows {
    const rows = new SparseRows(this.vocabulary.length);
    for (const document of documents) this.addRow(document, rows);
    return rows;
  }

  private addRow(document: Document, rows: SparseRows): void {
    const { buffer, table, occurrences, present, idf } = this;
    fill(document, buffer);
    let columns = 0;
    for (let i = 0; i < buffer.length; i++) {
      const column = table.find(buffer.hashA[i], buffer.hashB[i]);
      if (column < 0) continue;
      if (occurrences[column]++ === 0) present[columns++] = column;
    }
    let squares = 0;
    for (let i = 0; i < columns; i++) {
      const weight = occurrences[present[i]] * idf[present[i]];
      squares += weight * weight;
    }
    const scale = 1 / Math.sqrt(squares || 1);
    for (let i = 0; i < columns; i++) {
      const column = present[i];
      rows.push(column, occurrences[column] * idf[column] * scale);
      occurrences[column] = 0;
    }
    rows.endRow();
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, { vocabulary: this.vocabulary }, { idf: this.idf });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): TfIdf {
    const bundle = decodeBundle(bytes, KIND);
    const { vocabulary } = bundle.meta as { vocabulary: unknown };
    if (
      !Array.isArray(vocabulary) ||
      vocabulary.length > MAX_FEATURES ||
      !vocabulary.every((token): token is string => typeof token === 'string')
    )
      throw new BundleError('the tokens are missing');
    const idf = bundle.array('idf', 'f64', vocabulary.length);
    if (!idf.every((weight) => weight >= 1 && weight < Infinity))
      throw new BundleError('the weights of the tokens are impossible');
    return TfIdf.of(vocabulary, idf);
  }
}
