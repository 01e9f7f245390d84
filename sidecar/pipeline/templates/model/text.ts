import { tokenWord } from '../scan/read_skeleton';
import type { Scanner } from '../scan/scanner';
import { KIND_BITS, PREFIXED_TOKEN, UNIT } from '../scan/token';
import { hashText } from '../scan/word_sets';
import { readParams, type ConstantWords } from './params';
import type { ParamKind } from './value_kind';

const PLACEHOLDERS: Record<ParamKind, string> = {
  number: '<n>',
  ip: '<ip>',
  hex: '<hex>',
  path: '<path>',
  url: '<url>',
  host: '<host>',
  email: '<email>',
  time: '<time>',
  id: '<id>',
  word: '<*>',
};
const MAX_TEXT = 400;
const EMPTY_TEXT = '<empty>';

/**
 * The text to show for a template: the first sample message with a placeholder for each variable part,
 * typed where all (distinct) samples agree on the type. Words with a number (ssh2) stay where no sample differs.
 */
export function templateText(
  scanner: Scanner,
  samples: readonly string[],
  constants: ConstantWords,
): string {
  const kinds = agreedKinds(scanner, samples, constants);
  const fixed = fixedWords(scanner, samples);
  const message = samples[0];
  scan(scanner, message);
  const params = readParams(scanner, message, constants);
  const parts: string[] = [];
  let from = 0;
  let last = '';
  params.forEach((param, i) => {
    const between = message.slice(from, param.start);
    let shown = PLACEHOLDERS[kinds?.[i] ?? param.kind];
    const word = maskedWord(scanner, param.start);
    if (word !== '' && constants.has(hashText(word))) {
      shown = fixed.has(param.text) ? param.text : withoutNumbers(param.text, word);
    }
    from = afterUnit(scanner, param.end);
    // Lists of values are shown once: <n> <n> <n> is <n>.
    if (/^[\s,;]+$/.test(between) && shown === last && shown.startsWith('<')) return;
    parts.push(between, shown);
    last = shown;
  });
  parts.push(message.slice(from));
  const text = parts.join('').replace(/\s+/g, ' ').trim();
  if (text === '') return EMPTY_TEXT;
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

/** Kind of each placeholder over all samples, `word` where they differ; undefined if counts differ. */
function agreedKinds(
  scanner: Scanner,
  samples: readonly string[],
  constants: ConstantWords,
): ParamKind[] | undefined {
  let agreed: ParamKind[] | undefined;
  for (const sample of samples) {
    scan(scanner, sample);
    const kinds = readParams(scanner, sample, constants).map((param) => param.kind);
    if (agreed === undefined) agreed = kinds;
    else if (agreed.length !== kinds.length) return undefined;
    else agreed = agreed.map((kind, i) => (kind === kinds[i] ? kind : 'word'));
  }
  return agreed;
}

/** Words with a number that are the same in every sample, given enough samples to tell. */
function fixedWords(scanner: Scanner, samples: readonly string[]): Set<string> {
  if (samples.length < 2) return new Set();
  let fixed: Set<string> | undefined;
  for (const sample of samples) {
    scan(scanner, sample);
    const words = new Set<string>();
    for (let t = 0; t < scanner.count; t++) {
      if ((scanner.codes[t] & KIND_BITS) !== PREFIXED_TOKEN) continue;
      words.add(scanner.line.text(scanner.starts[t], scanner.ends[t]));
    }
    const before: Set<string> = fixed ?? words;
    fixed = new Set([...before].filter((word) => words.has(word)));
  }
  return fixed ?? new Set();
}

function scan(scanner: Scanner, message: string): void {
  scanner.line.load(message);
  scanner.scan(0, scanner.line.length);
}

/** "node-190" as "node-<n>"; where letters are masked as well, as the skeleton has it. */
function withoutNumbers(text: string, masked: string): string {
  const letters = /[^A-Za-z]/g;
  if (text.replace(letters, '') !== masked.replace(letters, '')) {
    return masked.replaceAll('#', '<n>');
  }
  return text.replace(/(?:(?<=_)-)?\d+(?:[-.:_]\d+)*/g, '<n>');
}

/** The masked form of the word with a number that starts here, '' for anything else. */
function maskedWord(scanner: Scanner, start: number): string {
  for (let t = 0; t < scanner.count; t++) {
    if (scanner.starts[t] !== start) continue;
    return (scanner.codes[t] & KIND_BITS) === PREFIXED_TOKEN ? tokenWord(scanner, t) : '';
  }
  return '';
}

/** The end of a value with the unit that belongs to it. */
function afterUnit(scanner: Scanner, end: number): number {
  for (let t = 0; t + 1 < scanner.count; t++) {
    if (scanner.ends[t] === end && (scanner.codes[t + 1] & UNIT) !== 0) return scanner.ends[t + 1];
  }
  return end;
}
