import type { Scanner } from '../scan/scanner';
import { KIND_BITS, PREFIXED_TOKEN, UNIT, VALUE_TOKEN } from '../scan/token';
import { hashText } from '../scan/word_sets';
import { valueKind, type ParamKind } from './value_kind';

/** A variable part of a line. Text and kind are worked out when asked for. */
export class TemplateParam {
  constructor(
    private readonly line: string,
    /** Offsets into the line. */
    readonly start: number,
    readonly end: number,
    private readonly token: number,
  ) {}

  get text(): string {
    return this.line.slice(this.start, this.end);
  }

  get kind(): ParamKind {
    if (this.token === PREFIXED_TOKEN) return 'id';
    return this.token === VALUE_TOKEN ? valueKind(this.text) : 'word';
  }
}

/** How often each word stands in a template, by the word's hash. */
export type ConstantWords = ReadonlyMap<number, number>;

export function constantWords(words: readonly string[]): ConstantWords {
  const counts = new Map<number, number>();
  for (const word of words) {
    if (word === '') continue;
    const hash = hashText(word);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return counts;
}

/**
 * The variable parts of the line last scanned: values, words that carry a number (blk_17), and words that
 * the template does not hold.
 */
export function readParams(
  scanner: Scanner,
  line: string,
  constants: ConstantWords,
): TemplateParam[] {
  const { count, codes, starts, ends, hashes } = scanner;
  const params: TemplateParam[] = [];
  for (let t = 0; t < count; t++) {
    const code = codes[t];
    if ((code & UNIT) !== 0) continue;
    const token = code & KIND_BITS;
    let start = starts[t];
    if (token === VALUE_TOKEN) {
      start = signed(scanner, start);
    } else if (token !== PREFIXED_TOKEN) {
      const held = constants.get(hashes[t]);
      if (held !== undefined && standsBefore(scanner, t) < held) continue;
    }
    params.push(new TemplateParam(line, start, ends[t], token));
  }
  return params;
}

/** How often the word at t stands before it in the line. */
function standsBefore({ hashes, codes }: Scanner, t: number): number {
  let times = 0;
  for (let i = 0; i < t; i++) {
    if (hashes[i] === hashes[t] && (codes[i] & KIND_BITS) === (codes[t] & KIND_BITS)) times++;
  }
  return times;
}

/** A sign in front of a number belongs to it: "offset -12", "delta=+3". */
function signed(scanner: Scanner, start: number): number {
  const { units } = scanner.line;
  if (start === 0 || units[start] < 48 || units[start] > 57) return start;
  const sign = units[start - 1];
  if (sign !== 45 && sign !== 43) return start;
  const before = start > 1 ? units[start - 2] : 32;
  return before === 32 || before === 61 || before === 58 || before === 40 ? start - 1 : start;
}
