import { KEY, QUOTED, type SkeletonWords } from '../merge/skeleton_words';
import { VALUE, type Vocabulary } from '../vocabulary';
import { hashMixedWord } from './mixed_word';
import type { Scanner } from './scanner';
import { COLLAPSED, KIND_BITS, PREFIXED_TOKEN, VALUE_TOKEN } from './token';

/** The words of the line last scanned. Slow beside the scan: done once for each new skeleton. */
export function readSkeleton(scanner: Scanner, vocabulary: Vocabulary): SkeletonWords {
  return readSkeletonWords(scanner, (word) => vocabulary.id(word));
}

/** The same with a number for each word from the caller. */
export function readSkeletonWords(scanner: Scanner, idOf: (word: string) => number): SkeletonWords {
  const { starts, ends, codes, count, line } = scanner;
  const words: number[] = [];
  const flags: number[] = [];
  let inQuotes = false;
  let from = count > 0 ? starts[0] : 0;
  for (let t = 0; t < count; t++) {
    for (let i = from; i < starts[t]; i++) if (line.units[i] === 34) inQuotes = !inQuotes;
    from = ends[t];
    if ((codes[t] & COLLAPSED) !== 0) continue;
    const word = tokenWord(scanner, t);
    words.push(word === '' ? VALUE : idOf(word));
    const before = starts[t] > 0 ? line.units[starts[t] - 1] : 0;
    const quoted = inQuotes || before === 34 || before === 39 || before === 96;
    flags.push((quoted ? QUOTED : 0) | (isKey(line.units, ends[t]) ? KEY : 0));
  }
  return { words: Int32Array.from(words), flags: Uint8Array.from(flags) };
}

/** The text that stands for a token in a skeleton: '' for a value, blk_# for blk_17. */
export function tokenWord(scanner: Scanner, t: number): string {
  const kind = scanner.codes[t] & KIND_BITS;
  if (kind === VALUE_TOKEN) return '';
  if (kind !== PREFIXED_TOKEN) return scanner.line.text(scanner.starts[t], scanner.ends[t]);
  const masked: string[] = [];
  hashMixedWord(scanner.line.units, scanner.starts[t], scanner.ends[t], masked);
  return masked.join('');
}

function isKey(units: Uint16Array, end: number): boolean {
  const at = units[end] === 32 ? end + 1 : end;
  return units[at] === 61;
}
