import * as charClass from '../scan/char_class';
import { isHostName } from '../scan/mixed_word';
import { ColumnReader, isBracketed, isLevel, isNumber, isSeparator, outline } from './columns';
import type { HeaderShape, HeaderStep } from './shape';

// Local copies: an imported name is looked up at each use, which costs in loops over units.
const { CHAR_CLASS, DIGIT, SPACE, WORD } = charClass;

const COLON = 58;
const DASH = 45;
const DOT = 46;
const QUOTE = 34;
const BACKSLASH = 92;
const NO_MATCH = -1;
/** Headers end within so many units. */
const MAX_HEADER_UNITS = 1024;

/** Finds where the message of a loaded line lies, by the learned shapes, first match first. */
export class HeaderMatcher {
  /** The message of the line last matched covers units start to end. */
  start = 0;
  end = 0;
  private readonly columns = new ColumnReader();

  /** Lines that fit no shape are all message. */
  match(units: Uint16Array, length: number, shapes: readonly HeaderShape[]): void {
    this.end = length;
    for (const shape of shapes) {
      const start = this.apply(units, length, shape.steps);
      if (start !== NO_MATCH) {
        this.start = start;
        return;
      }
    }
    this.start = 0;
  }

  private apply(units: Uint16Array, length: number, steps: readonly HeaderStep[]): number {
    if (steps[0].kind === 'json') return this.applyJson(units, length, steps[0].key);
    if (steps[0].kind === 'levelName') return applyLevelName(units, length);
    const columns = this.columns;
    columns.reset(units, 0, Math.min(length, MAX_HEADER_UNITS));
    let message = 0;
    let has = columns.next();
    for (const step of steps) {
      if (!has) {
        if (isRequired(step)) return NO_MATCH;
        continue;
      }
      const consumed = this.step(step, length);
      if (consumed === NO_MATCH) return NO_MATCH;
      if (consumed === 1) {
        message = columns.nextStart();
        has = columns.next();
      }
    }
    return message >= length ? length : message;
  }

  /** 1 where the step took its columns, 0 where it is to be skipped, NO_MATCH where it must hold. */
  private step(step: HeaderStep, length: number): number {
    const { units, start, end } = this.columns;
    switch (step.kind) {
      case 'outline':
        return step.outlines.includes(outline(units, start, end)) ? 1 : NO_MATCH;
      case 'any':
        return 1;
      case 'level':
        return verdict(isLevel(units, start, end, step.letters), step.required);
      case 'number':
        return verdict(isNumber(units, start, end), step.required);
      case 'separator':
        return verdict(isSeparator(units, start, end), step.required);
      case 'bracket':
        return verdict(isBracketed(units, start, end), step.required);
      case 'fileLine':
        return isFileLine(units, start, end) ? 1 : 0;
      case 'dotted':
        return isDotted(units, start, end) ? 1 : 0;
      case 'component':
        return this.takeUntil(COLON, 3, length);
      case 'dash':
        return this.takeUntil(DASH, 4, length);
      default:
        return NO_MATCH;
    }
  }

  /** Takes columns up to one that ends with a colon, or is a lone dash; takes none if there is none. */
  private takeUntil(mark: number, most: number, length: number): number {
    const columns = this.columns;
    const from = columns.start;
    for (let n = 0; n < most; n++) {
      const lone = columns.end - columns.start === 1;
      if (columns.units[columns.end - 1] === mark && (mark === COLON ? !lone || n > 0 : lone))
        return 1;
      if (!columns.next()) break;
    }
    columns.reset(columns.units, from, Math.min(length, MAX_HEADER_UNITS));
    columns.next();
    return 0;
  }

  private applyJson(units: Uint16Array, length: number, key: string): number {
    let i = 0;
    while (i < length && (CHAR_CLASS[units[i]] & SPACE) !== 0) i++;
    if (units[i] !== 123) return NO_MATCH;
    for (; i < length; i++) {
      if (units[i] !== QUOTE || !isKey(units, i, key)) continue;
      let at = i + key.length + 2;
      while (units[at] === 32) at++;
      if (units[at] !== COLON) continue;
      at++;
      while (units[at] === 32) at++;
      if (units[at] !== QUOTE) continue;
      let end = at + 1;
      while (end < length && units[end] !== QUOTE) end += units[end] === BACKSLASH ? 2 : 1;
      this.end = Math.min(end, length);
      return at + 1;
    }
    return NO_MATCH;
  }
}

function isRequired(step: HeaderStep): boolean {
  return step.kind === 'outline' || ('required' in step && step.required);
}

function verdict(holds: boolean, required: boolean): number {
  return holds ? 1 : required ? NO_MATCH : 0;
}

function isKey(units: Uint16Array, quote: number, key: string): boolean {
  for (let j = 0; j < key.length; j++) if (units[quote + 1 + j] !== key.charCodeAt(j)) return false;
  return units[quote + 1 + key.length] === QUOTE;
}

function applyLevelName(units: Uint16Array, length: number): number {
  let i = 0;
  while (i < length && (CHAR_CLASS[units[i]] & WORD) !== 0) i++;
  if (units[i] !== COLON || !isLevel(units, 0, i, false)) return NO_MATCH;
  let j = i + 1;
  while (j < length && ((CHAR_CLASS[units[j]] & WORD) !== 0 || units[j] === DOT)) j++;
  return j > i + 1 && units[j] === COLON ? j + 1 : NO_MATCH;
}

export function isFileLine(units: Uint16Array, start: number, end: number): boolean {
  let i = end - 1;
  while (i > start && (CHAR_CLASS[units[i]] & WORD) === 0) i--;
  const digitsEnd = i;
  while (i > start && (CHAR_CLASS[units[i]] & DIGIT) !== 0) i--;
  if (i === digitsEnd || units[i] !== COLON || isHostName(units, start, i)) return false;
  for (let j = start; j < i; j++) if (units[j] === DOT) return true;
  return false;
}

/** a.b.Class, at least one dot between names, no digit in front. */
export function isDotted(units: Uint16Array, start: number, end: number): boolean {
  let last = end;
  if (units[last - 1] === COLON || units[last - 1] === 44) last--;
  if ((CHAR_CLASS[units[start]] & DIGIT) !== 0) return false;
  let dots = 0;
  for (let i = start; i < last; i++) {
    const c = units[i];
    if (c === DOT) dots++;
    else if ((CHAR_CLASS[c] & WORD) === 0 && c !== 36 && c !== DASH) return false;
  }
  return dots > 0 && units[last - 1] !== DOT;
}
