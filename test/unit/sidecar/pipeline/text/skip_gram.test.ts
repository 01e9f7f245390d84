import { BundleError, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { SkipGram, type Sentence } from '../../../../../sidecar/pipeline/text';

const FRUIT = ['apple', 'pear', 'plum'];
const TOOLS = ['hammer', 'saw', 'drill'];
/** Fruit is eaten, tools are used; nothing else tells them apart. */
const SENTENCES: Sentence[] = [
  ...FRUIT.map((fruit) => ({ words: ['eat', 'the', fruit, 'when', 'ripe'], times: 8 })),
  ...TOOLS.map((tool) => ({ words: ['use', 'the', tool, 'on', 'wood'], times: 8 })),
];

const cosine = (model: SkipGram, a: string, b: string) => {
  const [x, y] = [a, b].map((word) => model.vectorOf(word) as Float32Array);
  const dot = x.reduce((sum, value, k) => sum + value * y[k], 0);
  return dot / (Math.hypot(...x) * Math.hypot(...y));
};

describe('skip-gram', () => {
  const model = SkipGram.fit(SENTENCES, { seed: 1, dimensions: 8 });

  it('should put words of the same contexts nearer than others', () => {
    const alike = [...pairs(FRUIT, FRUIT), ...pairs(TOOLS, TOOLS)].map(([a, b]) =>
      cosine(model, a, b),
    );
    const unlike = pairs(FRUIT, TOOLS).map(([a, b]) => cosine(model, a, b));
    expect(Math.min(...alike)).toBeGreaterThan(Math.max(...unlike));
  });

  it('should be the same under the same seed only', () => {
    const bytes = SkipGram.fit(SENTENCES, { seed: 1, dimensions: 8 }).toBytes();
    expect(bytes).toEqual(model.toBytes());
    expect(SkipGram.fit(SENTENCES, { seed: 2, dimensions: 8 }).toBytes()).not.toEqual(bytes);
  });

  it('should take a line for the mean of its words, the telling ones counting more', () => {
    const [the, eat] = ['the', 'eat'].map((word) => model.vectorOf(word) as Float32Array);
    // 48 lines: all hold "the", 24 hold "eat".
    const [idfThe, idfEat] = [1, Math.log(49 / 25) + 1];
    const line = model.lineVector(['the', 'eat', 'neverseen']);
    line.forEach((value, k) =>
      expect(value).toBeCloseTo((idfThe * the[k] + idfEat * eat[k]) / (idfThe + idfEat), 5),
    );
    expect(model.lineVector(['neverseen']).every((value) => value === 0)).toBe(true);
  });

  it('should keep the most frequent words only', () => {
    expect(SkipGram.fit(SENTENCES, { seed: 1, maxWords: 1 }).words).toEqual(['the']);
  });

  it('should learn from nothing that there is nothing', () => {
    expect(SkipGram.fit([], { seed: 1 }).lineVector(['the'])).toEqual(new Float32Array(16));
  });

  it('should have the same vectors after a round trip', () => {
    const again = SkipGram.fromBytes(model.toBytes());
    expect(again.vectorOf('apple')).toEqual(model.vectorOf('apple'));
    expect(again.lineVector(['eat', 'plum'])).toEqual(model.lineVector(['eat', 'plum']));
  });

  it.each([
    ['no words', { dimensions: 2 }, [1, 1]],
    ['vectors of an impossible length', { dimensions: 99, words: ['a'] }, [1, 1]],
    ['too few numbers', { dimensions: 2, words: ['a'] }, [1]],
    ['what is no number', { dimensions: 2, words: ['a'] }, [NaN, 1]],
  ])('should refuse %s', (_, meta, vectors) => {
    const bytes = encodeBundle('text:skip_gram', meta, {
      vectors: Float32Array.from(vectors),
      idf: Float32Array.of(1),
    });
    expect(() => SkipGram.fromBytes(bytes)).toThrow(BundleError);
  });

  it.each([{ dimensions: 33 }, { dimensions: 1 }, { maxWords: 0 }])(
    'should refuse %j',
    (options) => {
      expect(() => SkipGram.fit(SENTENCES, { seed: 1, ...options })).toThrow(RangeError);
    },
  );
});

const pairs = (a: string[], b: string[]) =>
  a.flatMap((x) => b.filter((y) => y !== x).map((y) => [x, y] as const));
