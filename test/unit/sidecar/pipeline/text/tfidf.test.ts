import { BundleError, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { TfIdf, TfIdfColumns, type SparseRows } from '../../../../../sidecar/pipeline/text';
import { cutTokens, TokenBuffer } from '../../../../../sidecar/pipeline/text/tokens';
import { TruncatedSvd } from '../../../../../sidecar/pipeline/text/truncated_svd';

const LINES = [
  'Receiving block blk_1 from 10.0.0.1',
  'Received block blk_2 of size 9 from 10.0.0.1',
  'PacketResponder 1 for block blk_1 terminating',
  'block block block deleted',
];

const dense = ({ rows, columns, offsets, indices, values }: SparseRows) =>
  Array.from({ length: rows }, (_, row) => {
    const out = new Array<number>(columns).fill(0);
    for (let at = offsets[row]; at < offsets[row + 1]; at++) out[indices[at]] = values[at];
    return out;
  });

// scikit-learn 1.9.1: TfidfVectorizer().fit_transform(LINES), get_feature_names_out(), toarray().round(6)
const NAMES =
  '10 blk_1 blk_2 block deleted for from of packetresponder received receiving size terminating';
const WEIGHTS = [
  [0.445132, 0.445132, 0, 0.294628, 0, 0, 0.445132, 0, 0, 0, 0.564594, 0, 0],
  [0.335707, 0, 0.425802, 0.222201, 0, 0, 0.335707, 0.425802, 0, 0.425802, 0, 0.425802, 0],
  [0, 0.39954, 0, 0.264451, 0, 0.506765, 0, 0, 0.506765, 0, 0, 0, 0.506765],
  [0, 0, 0, 0.842744, 0.538314, 0, 0, 0, 0, 0, 0, 0, 0],
];

const tokensOf = (text: string) => {
  const buffer = new TokenBuffer();
  cutTokens(text, buffer);
  return Array.from({ length: buffer.length }, (_, i) => buffer.token(i));
};

describe('tokens of a raw line', () => {
  it('should be runs of two and more word characters in lower case', () => {
    expect(tokensOf('A b1 c_D, 10.0.0.1 [x] __ end')).toEqual(['b1', 'c_d', '10', '__', 'end']);
  });

  it('should be those of TfidfVectorizer in a line that is more than ASCII', () => {
    // TfidfVectorizer().fit([…]).get_feature_names_out(), there in the order of their names
    expect(tokensOf('Größe a 10 naïve “quoted” ÄÖ_x ß x1')).toEqual(
      'größe 10 naïve quoted äö_x x1'.split(' '),
    );
  });

  it('should be found however many there are', () => {
    const words = Array.from({ length: 1000 }, (_, i) => `word${i}`);
    expect(tokensOf(words.join(' '))).toEqual(words);
  });
});

describe('TF-IDF', () => {
  const tfidf = TfIdf.fit(LINES);

  it('should weigh tokens as scikit-learn does', () => {
    expect(tfidf.vocabulary.join(' ')).toBe(NAMES);
    const weights = dense(tfidf.transform(LINES));
    WEIGHTS.forEach((row, i) =>
      row.forEach((weight, column) => expect(weights[i][column]).toBeCloseTo(weight, 6)),
    );
  });

  it('should take tokens that are cut already for the same', () => {
    const cut = LINES.map(tokensOf);
    expect(TfIdf.fit(cut).vocabulary).toEqual(tfidf.vocabulary);
    expect(dense(tfidf.transform(cut))).toEqual(dense(tfidf.transform(LINES)));
  });

  it('should keep the most frequent tokens, of equal ones the first by name', () => {
    // TfidfVectorizer(max_features=3)
    expect(TfIdf.fit(LINES, { maxFeatures: 3 }).vocabulary).toEqual(['10', 'blk_1', 'block']);
  });

  it('should leave out tokens that training never saw', () => {
    expect(dense(tfidf.transform(['never seen']))[0].every((weight) => weight === 0)).toBe(true);
  });

  it('should weigh alike after a round trip', () => {
    const again = TfIdf.fromBytes(tfidf.toBytes());
    expect(dense(again.transform(LINES))).toEqual(dense(tfidf.transform(LINES)));
  });

  it.each([
    ['no tokens', {}, new Float64Array(0)],
    ['tokens that are no text', { vocabulary: [1] }, Float64Array.of(1)],
    ['a weight that is no number', { vocabulary: ['a'] }, Float64Array.of(NaN)],
    ['fewer weights than tokens', { vocabulary: ['a', 'b'] }, Float64Array.of(1)],
  ])('should refuse %s', (_, meta, idf) => {
    expect(() => TfIdf.fromBytes(encodeBundle('text:tfidf', meta, { idf }))).toThrow(BundleError);
  });

  it('should refuse an impossible number of features', () => {
    expect(() => TfIdf.fit(LINES, { maxFeatures: 0 })).toThrow(RangeError);
  });
});

describe('truncated SVD', () => {
  // TruncatedSVD(2, algorithm='arpack').fit(X): singular_values_, transform(X)
  const SINGULAR = [1.29755569951356, 0.9810145373888413];
  const REDUCED = [
    [0.7689228742460988, -0.17414369500027133],
    [0.6293758968339366, -0.6334308080044864],
    [0.5471429934865231, 0.6838092260433036],
    [0.6300229614580142, 0.2514634166409433],
  ];

  it('should find the strongest directions as scikit-learn does', () => {
    const rows = TfIdf.fit(LINES).transform(LINES);
    const svd = TruncatedSvd.fit(rows, 2, 1);
    SINGULAR.forEach((value, k) => expect(svd.singularValues[k]).toBeCloseTo(value, 9));
    const reduced = svd.transform(rows);
    // A direction may as well point the other way.
    const signs = [0, 1].map((k) => Math.sign(reduced[k] * REDUCED[0][k]));
    REDUCED.forEach((row, i) =>
      row.forEach((value, k) => expect(signs[k] * reduced[2 * i + k]).toBeCloseTo(value, 9)),
    );
  });
});

describe('text columns', () => {
  const options = { columns: 6, seed: 3 };

  it('should be named, as many as asked for, and 0 behind the last direction there is', () => {
    const text = TfIdfColumns.fit(LINES, options);
    expect(text.columns).toEqual([0, 1, 2, 3, 4, 5].map((i) => `tfidf_${i}`));
    const row = text.transform(LINES.slice(0, 1));
    // Four lines have four directions, and keep their length 1 in them.
    expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    expect([row[4], row[5]].every((value) => Math.abs(value) < 1e-6)).toBe(true);
  });

  it('should be the same under the same seed and after a round trip', () => {
    const rows = TfIdfColumns.fit(LINES, options).transform(LINES);
    const again = TfIdfColumns.fit(LINES, options);
    expect(again.transform(LINES)).toEqual(rows);
    expect(TfIdfColumns.fromBytes(again.toBytes()).transform(LINES)).toEqual(rows);
  });

  it('should learn from a choice of the texts where there are many', () => {
    const text = TfIdfColumns.fit(LINES, { ...options, maxDocuments: 1 });
    const lengths = LINES.map((line) => Math.hypot(...text.transform([line])));
    expect(Math.max(...lengths)).toBeCloseTo(1, 5);
    expect(Math.min(...lengths)).toBeLessThan(0.9);
  });

  it('should refuse more than 16', () => {
    expect(() => TfIdfColumns.fit(LINES, { columns: 17, seed: 1 })).toThrow(RangeError);
  });
});
