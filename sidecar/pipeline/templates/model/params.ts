import type { Scanner } from '../scan/scanner';
import { tokenWord } from '../scan/read_skeleton';
import { KIND_BITS, PREFIXED_TOKEN, UNIT, VALUE_TOKEN } from '../scan/token';
import { valueKind, type ParamKind } from './value_kind';

/** A variable part of a line. */
export interface TemplateParam {
  /** Offsets into the line. */
  start: number;
  end: number;
  text: string;
  kind: ParamKind;
}

/** How often each word stands in a template. */
export type ConstantWords = ReadonlyMap<string, number>;

export function constantWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * The variable parts of the line last scanned: values, words that carry a number (blk_17), and words that
 * the template does not hold.
 */
export function readParams(scanner: Scanner, constants: ConstantWords): TemplateParam[] {
  const params: TemplateParam[] = [];
  const used = new Map<string, number>();
  for (let t = 0; t < scanner.count; t++) {
    const code = scanner.codes[t];
    if ((code & UNIT) !== 0) continue;
    const start = scanner.starts[t];
    const end = scanner.ends[t];
    const kind = code & KIND_BITS;
    if (kind === VALUE_TOKEN) {
      const from = signed(scanner, start);
      const text = scanner.line.text(from, end);
      params.push({ start: from, end, text, kind: valueKind(from < start ? text.slice(1) : text) });
    } else if (kind === PREFIXED_TOKEN) {
      params.push({ start, end, text: scanner.line.text(start, end), kind: 'id' });
    } else {
      const text = tokenWord(scanner, t);
      const held = constants.get(text);
      const count = held === undefined ? 0 : (used.get(text) ?? 0);
      if (held !== undefined && count < held) {
        if (held > 1) used.set(text, count + 1);
      } else {
        params.push({ start, end, text, kind: 'word' });
      }
    }
  }
  return params;
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
