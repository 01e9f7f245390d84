import { BundleError, decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { NgramCounts } from '../../../../../sidecar/pipeline/sessions/ngram_counts';
import { ngram } from '../../../../../sidecar/pipeline/sessions/ngram';

const surprisesOf = (counts: NgramCounts, sequence: number[]) => {
  const found: number[] = [];
  counts.surprises(Int32Array.from(sequence), (_, nats) => found.push(nats));
  return found;
};
/** Tokens 0, 1, 2 and the start, 3. */
const TOKENS = 4;
const countsOf = (order: number, sequences: number[][], maxNgrams?: number) => {
  const counts = new NgramCounts(order, TOKENS, maxNgrams);
  for (const sequence of sequences) counts.add(Int32Array.from(sequence), 1);
  return counts;
};

describe('n-gram counts', () => {
  it('should back off from three events to two, to one, to uniform', () => {
    // Events 0 1 2 0 1 0: 0 three times, 1 twice, 2 once; three kinds.
    const counts = countsOf(3, [[0, 1, 2, 0, 1, 0]]);
    const single = (n: number) => (n + 3 * (1 / 3)) / (6 + 3);
    // start → 0, once.
    const first = (1 + single(3)) / 2;
    // 0 → 1 twice, one kind; start 0 → 1 once.
    const one = (2 + single(2)) / 3;
    const second = (1 + one) / 2;
    // 1 → 2 and 1 → 0 once each; 0 1 → 2 and 0 1 → 0 once each.
    const two = (1 + 2 * single(1)) / 4;
    const third = (1 + 2 * two) / 4;
    const found = surprisesOf(counts, [0, 1, 2]);
    [first, second, third].forEach((p, i) => expect(found[i]).toBeCloseTo(-Math.log(p), 12));
  });

  it('should add up to 1 over all that may come', () => {
    const counts = countsOf(3, [
      [0, 1, 2, 0, 1, 0],
      [1, 1, 2],
    ]);
    const sum = [0, 1, 2].reduce(
      (p, next) => p + Math.exp(-surprisesOf(counts, [0, 1, next])[2]),
      0,
    );
    expect(sum).toBeCloseTo(1, 12);
  });

  it('should be as if a sequence had never come once it is taken out', () => {
    const counts = countsOf(3, [
      [0, 1, 2],
      [0, 2, 1, 1],
    ]);
    counts.add(Int32Array.of(0, 2, 1, 1), -1);
    const expected = surprisesOf(countsOf(3, [[0, 1, 2]]), [0, 2, 1, 1]);
    surprisesOf(counts, [0, 2, 1, 1]).forEach((nats, i) =>
      expect(nats).toBeCloseTo(expected[i], 12),
    );
  });

  it('should judge by single events where there is no room for longer n-grams', () => {
    const sequences = [
      [0, 1, 0, 1],
      [1, 0, 0, 2],
    ];
    // The first event is the root, so no n-gram of two fits in.
    const full = countsOf(2, sequences, 1 - TOKENS);
    expect(surprisesOf(full, [0, 1, 2])).toEqual(surprisesOf(countsOf(1, sequences), [0, 1, 2]));
    full.add(Int32Array.of(1, 0, 0, 2), -1);
    expect(surprisesOf(full, [0, 1])).toEqual(
      surprisesOf(countsOf(1, sequences.slice(0, 1)), [0, 1]),
    );
  });

  it.each([
    ['a context that comes later', [0, 2, 0], [0, 1, 2], [0, 1, 1]],
    ['a token that is not there', [0, 0, 0], [0, 4, 1], [0, 1, 1]],
    ['fewer tokens than contexts', [0, 0, 0], [0, 1], [0, 1, 1]],
  ])('should refuse %s', (_, parents, tokens, counts) => {
    const arrays = { parents, tokens, counts };
    const bundle = decodeBundle(
      encodeBundle(
        'test',
        {},
        Object.fromEntries(Object.entries(arrays).map(([k, v]) => [k, Uint32Array.from(v)])),
      ),
      'test',
    );
    expect(() => NgramCounts.fromBundle(bundle, 2, TOKENS)).toThrow(BundleError);
  });

  it('should refuse orders that make no n-grams', () => {
    expect(() => ngram('unigram', 1)).toThrow(RangeError);
    expect(() => ngram('enneagram', 9)).toThrow(RangeError);
  });
});
