import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import { Random } from '../random';

const KIND = 'text:skip_gram';
const MAX_DIMENSIONS = 32;
const DEFAULT_DIMENSIONS = 16;
const MAX_WORDS = 8192;
/** Different words that are counted at a time. */
const MAX_COUNTED = 1 << 18;
/** Words of a sentence that are looked at. */
const MAX_SENTENCE = 512;
const WINDOW = 4;
const NEGATIVES = 5;
const MAX_EPOCHS = 200;
/** Pairs of neighbours to learn from in all: a few seconds. */
const MAX_PAIRS = 2_000_000;
const LEARNING_RATE = 0.05;
const LAST_RATE = 1e-4;
/** Noise words come as often as they do in the text, to this power. */
const NOISE_POWER = 0.75;
const NOISE_SLOTS = 1 << 16;

/** Words that stand together: a template, or the tokens of a line. */
export interface Sentence {
  words: readonly string[];
  /** Lines that are like that. Default 1. */
  times?: number;
}

export interface SkipGramOptions {
  /** Numbers of a vector, 2–32. Default 16. */
  dimensions?: number;
  /** Words that get a vector, the most frequent ones, 1–8,192. Default 4,096. */
  maxWords?: number;
  seed: number;
}

/**
 * Word vectors from the logs themselves: words that come among the same words have similar vectors. Skip-gram with
 * negative sampling (Mikolov et al. 2013, equation 4). A line is the mean of its words' vectors, each weighted by
 * its inverse document frequency ln((1 + n) / (1 + df)) + 1.
 */
export class SkipGram {
  private readonly indexOf: Map<string, number>;

  private constructor(
    readonly words: readonly string[],
    readonly dimensions: number,
    /** words × dimensions. */
    private readonly vectors: Float32Array,
    private readonly idf: Float32Array,
  ) {
    this.indexOf = new Map(words.map((word, index) => [word, index]));
  }

  /** @throws RangeError */
  static fit(sentences: Iterable<Sentence>, options: SkipGramOptions): SkipGram {
    const { dimensions = DEFAULT_DIMENSIONS, maxWords = 4096, seed } = options;
    if (!(Number.isInteger(dimensions) && dimensions >= 2 && dimensions <= MAX_DIMENSIONS))
      throw new RangeError(`dimensions must be 2–${MAX_DIMENSIONS}, not ${dimensions}`);
    if (!(Number.isInteger(maxWords) && maxWords >= 1 && maxWords <= MAX_WORDS))
      throw new RangeError(`maxWords must be 1–${MAX_WORDS}, not ${maxWords}`);
    const { texts, words, idf, frequency } = readSentences(sentences, maxWords);
    const random = new Random(seed);
    const vectors = new Float64Array(words.length * dimensions);
    for (let i = 0; i < vectors.length; i++) vectors[i] = (random.uniform() - 0.5) / dimensions;
    train(texts, vectors, dimensions, noiseTable(frequency), random);
    return new SkipGram(words, dimensions, Float32Array.from(vectors), idf);
  }

  /** Vector of a word; undefined for one that has none. */
  vectorOf(word: string): Float32Array | undefined {
    const index = this.indexOf.get(word);
    return index === undefined
      ? undefined
      : this.vectors.subarray(index * this.dimensions, (index + 1) * this.dimensions);
  }

  /** Weighted mean of the words' vectors; all 0 where no word has one. */
  lineVector(words: readonly string[]): Float32Array {
    const line = new Float32Array(this.dimensions);
    let weight = 0;
    for (const word of words) {
      const index = this.indexOf.get(word);
      if (index === undefined) continue;
      weight += this.idf[index];
      for (let k = 0; k < this.dimensions; k++)
        line[k] += this.idf[index] * this.vectors[index * this.dimensions + k];
    }
    return weight > 0 ? line.map((value) => value / weight) : line;
  }

  toBytes(): Uint8Array {
    const { words, dimensions, vectors, idf } = this;
    return encodeBundle(KIND, { words, dimensions }, { vectors, idf });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): SkipGram {
    const bundle = decodeBundle(bytes, KIND);
    const { words, dimensions } = bundle.meta as { words: unknown; dimensions: number };
    if (!(Number.isInteger(dimensions) && dimensions >= 2 && dimensions <= MAX_DIMENSIONS))
      throw new BundleError('word vectors of an impossible length');
    if (
      !Array.isArray(words) ||
      words.length > MAX_WORDS ||
      !words.every((word): word is string => typeof word === 'string')
    )
      throw new BundleError('the words are missing');
    const vectors = bundle.array('vectors', 'f32', words.length * dimensions);
    const idf = bundle.array('idf', 'f32', words.length);
    if (!vectors.every(Number.isFinite) || !idf.every((weight) => weight >= 1 && weight < Infinity))
      throw new BundleError('the word vectors hold impossible numbers');
    return new SkipGram(words, dimensions, vectors, idf);
  }
}

interface Text {
  /** Numbers of the words that have a vector, in order. */
  words: Int32Array;
  /** How often it is learned from in a round. */
  turns: number;
}

interface ReadText {
  texts: Text[];
  words: string[];
  idf: Float32Array;
  /** How often each word comes in a round. */
  frequency: Float64Array;
}

/** Sentences that come a thousand times are learned from ten times as often as rare ones, not a thousand times. */
const turnsOf = (times: number) => Math.ceil(Math.log2(1 + times));

function readSentences(sentences: Iterable<Sentence>, maxWords: number): ReadText {
  const counts = new Map<string, { frequency: number; lines: number }>();
  const kept: { words: readonly string[]; turns: number }[] = [];
  let lines = 0;
  for (const { words: all, times = 1 } of sentences) {
    const words = all.slice(0, MAX_SENTENCE);
    const turns = turnsOf(times);
    lines += times;
    kept.push({ words, turns });
    const once = new Set<string>();
    for (const word of words) {
      let count = counts.get(word);
      if (!count && counts.size < MAX_COUNTED)
        counts.set(word, (count = { frequency: 0, lines: 0 }));
      if (!count) continue;
      count.frequency += turns;
      if (!once.has(word)) count.lines += times;
      once.add(word);
    }
  }
  const chosen = [...counts].sort((a, b) => b[1].frequency - a[1].frequency).slice(0, maxWords);
  const indexOf = new Map(chosen.map(([word], index) => [word, index]));
  const texts = kept.map(({ words, turns }) => ({
    words: Int32Array.from(words, (word) => indexOf.get(word) ?? -1).filter((index) => index >= 0),
    turns,
  }));
  return {
    texts,
    words: chosen.map(([word]) => word),
    idf: Float32Array.from(chosen, ([, { lines: held }]) => Math.log((1 + lines) / (1 + held)) + 1),
    frequency: Float64Array.from(chosen, ([, { frequency }]) => frequency),
  };
}

/** Words to draw from, each in as many slots as its share of the noise. */
function noiseTable(frequency: Float64Array): Int32Array {
  const table = new Int32Array(NOISE_SLOTS);
  const powers = frequency.map((count) => count ** NOISE_POWER);
  const total = powers.reduce((sum, power) => sum + power, 0);
  let word = 0;
  let upTo = powers[0] ?? 0;
  for (let slot = 0; slot < NOISE_SLOTS; slot++) {
    while (word < powers.length - 1 && (slot + 0.5) / NOISE_SLOTS > upTo / total)
      upTo += powers[++word];
    table[slot] = word;
  }
  return table;
}

function train(
  texts: readonly Text[],
  vectors: Float64Array,
  dimensions: number,
  noise: Int32Array,
  random: Random,
): void {
  // The window is drawn anew at each word: (1 + WINDOW) / 2 neighbours on either side on average.
  const pairs =
    texts.reduce((sum, { words, turns }) => sum + turns * words.length, 0) * (1 + WINDOW);
  const epochs = Math.min(MAX_EPOCHS, Math.max(1, Math.ceil(MAX_PAIRS / Math.max(1, pairs))));
  const planned = Math.min(epochs * pairs, MAX_PAIRS);
  const turns = texts.flatMap((text) => Array.from({ length: text.turns }, () => text.words));
  const learner = new PairLearner(vectors, dimensions, noise, random);
  for (let epoch = 0; epoch < epochs && learner.learned < planned; epoch++)
    for (let left = turns.length; left > 0 && learner.learned < planned; left--) {
      // Fisher and Yates: what is drawn moves behind what is left.
      const drawn = random.below(left);
      [turns[drawn], turns[left - 1]] = [turns[left - 1], turns[drawn]];
      const words = turns[left - 1];
      const rate = Math.max(LAST_RATE, LEARNING_RATE * (1 - learner.learned / planned));
      for (let at = 0; at < words.length; at++) {
        const reach = 1 + random.below(WINDOW);
        for (
          let near = Math.max(0, at - reach);
          near <= Math.min(words.length - 1, at + reach);
          near++
        )
          if (near !== at) learner.learn(words[at], words[near], rate);
      }
    }
}

/** Steps of gradient ascent on log σ(v · c) + Σ log σ(−v · noise). */
class PairLearner {
  /** Pairs so far. */
  learned = 0;
  private readonly contexts: Float64Array;
  private readonly step: Float64Array;

  constructor(
    private readonly vectors: Float64Array,
    private readonly dimensions: number,
    private readonly noise: Int32Array,
    private readonly random: Random,
  ) {
    this.contexts = new Float64Array(vectors.length);
    this.step = new Float64Array(dimensions);
  }

  learn(word: number, neighbour: number, rate: number): void {
    this.learned++;
    this.step.fill(0);
    this.pull(word, neighbour, 1, rate);
    for (let i = 0; i < NEGATIVES; i++) {
      const noise = this.noise[this.random.uint32() & (NOISE_SLOTS - 1)];
      if (noise !== neighbour) this.pull(word, noise, 0, rate);
    }
    const at = word * this.dimensions;
    for (let k = 0; k < this.dimensions; k++) this.vectors[at + k] += this.step[k];
  }

  private pull(word: number, context: number, target: 0 | 1, rate: number): void {
    const { vectors, contexts, dimensions, step } = this;
    const v = word * dimensions;
    const c = context * dimensions;
    let dot = 0;
    for (let k = 0; k < dimensions; k++) dot += vectors[v + k] * contexts[c + k];
    const slope = rate * (target - 1 / (1 + Math.exp(-dot)));
    for (let k = 0; k < dimensions; k++) {
      step[k] += slope * contexts[c + k];
      contexts[c + k] += slope * vectors[v + k];
    }
  }
}
