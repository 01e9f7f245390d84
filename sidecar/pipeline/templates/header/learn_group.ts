import { hashText } from '../scan/word_sets';
import { outline } from './columns';
import { MAX_COLUMNS, type SampleColumn, type SampleLine } from './sample_line';
import type { HeaderShape, HeaderStep } from './shape';

const MAX_ANCHOR_COLUMN = 12;
const TIME_SHARE = 0.85;
const LEVEL_SHARE = 0.9;
const AGREEING_SHARE = 0.95;
const MAX_OUTLINES = 16;
const RFC_5424_RE = /^<\d{1,3}>1$/;
/** Groups smaller than this do not prove that "word:" in front is a component. */
const FEW_LINES = 5;

/** Learns the header of lines whose first timestamps have the same format and place. */
export function learnGroup(lines: readonly SampleLine[]): HeaderShape {
  const anchor = findAnchor(lines);
  const steps: HeaderStep[] = [];
  for (let c = 0; c <= anchor; c++) steps.push(anchorStep(lines, c, anchor));
  if (share(lines, 0, (column) => RFC_5424_RE.test(column.text)) === 1) {
    // <34>1 time host app process-id message-id [data] message
    for (let n = 0; n < 4; n++) steps.push({ kind: 'any' });
    steps.push({ kind: 'bracket', required: false }, { kind: 'separator', required: false });
  } else {
    if (share(lines, anchor + 1, ({ text }) => text === 'stdout' || text === 'stderr') === 1) {
      // The container runtimes' "time stdout F message"
      steps.push({ kind: 'any' }, { kind: 'any' });
    }
    takeColumns(lines, steps.length - 1, steps);
  }
  return { steps };
}

/** The spare shape of a group: its first timestamp and a level, for lines that lack the rest. */
export function learnTimeOnly(lines: readonly SampleLine[]): HeaderShape | undefined {
  const run = lines[0].run;
  if (!run) return undefined;
  const steps: HeaderStep[] = [];
  for (let c = 0; c < run.end; c++) {
    steps.push(
      c < run.start ? { kind: 'any' } : { kind: 'outline', outlines: outlinesOf(lines, c) },
    );
  }
  steps.push({ kind: 'level', required: false, letters: false });
  return { steps };
}

/** The last column that is a timestamp in most lines, or a later one that is a level. */
function findAnchor(lines: readonly SampleLine[]): number {
  let anchor = lines[0].run ? lines[0].run.end - 1 : 0;
  for (let c = anchor; c < MAX_ANCHOR_COLUMN; c++) {
    if (share(lines, c, (column) => column.isTime) >= TIME_SHARE) anchor = c;
  }
  for (let c = anchor + 1; c < MAX_ANCHOR_COLUMN; c++) {
    if (share(lines, c, (column) => column.isLevel) >= LEVEL_SHARE) anchor = c;
  }
  return anchor;
}

function anchorStep(lines: readonly SampleLine[], c: number, anchor: number): HeaderStep {
  if (share(lines, c, (column) => column.isTime) >= TIME_SHARE) {
    return { kind: 'outline', outlines: outlinesOf(lines, c) };
  }
  if (c === anchor) return { kind: 'level', required: true, letters: false };
  return { kind: 'any' };
}

/** Outlines seen in a timestamp's column, and those that its part of a date will have later. */
function outlinesOf(lines: readonly SampleLine[], c: number): number[] {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const column = line.columns[c];
    if (!column?.isTime) continue;
    counts.set(column.outline, (counts.get(column.outline) ?? 0) + 1);
    if (column.part === 'day') for (const day of ['1', '10']) addOutline(counts, day);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MAX_OUTLINES)
    .map(([value]) => value);
}

function addOutline(counts: Map<number, number>, text: string): void {
  const units = Uint16Array.from(text, (c) => c.charCodeAt(0));
  const value = outline(units, 0, units.length);
  if (!counts.has(value)) counts.set(value, 0);
}

/** Takes columns behind the anchor for as long as nearly all lines agree on what they are. */
function takeColumns(lines: readonly SampleLine[], anchor: number, steps: HeaderStep[]): void {
  const few = lines.length < FEW_LINES;
  const syslog = /month day clock$/.test(lines[0].run?.format ?? '');
  let hasLevel = steps.some((step) => step.kind === 'level');
  let hasHost = false;
  for (let c = anchor + 1; c < MAX_COLUMNS; c++) {
    const agree = (test: (column: SampleColumn) => boolean): boolean =>
      share(lines, c, test) >= AGREEING_SHARE;
    // What told this group from others of the same timestamp must hold in every line.
    const required = lines[0].run !== undefined && c === lines[0].run.end;
    if (share(lines, c + 1, (next) => next.piped) >= AGREEING_SHARE) {
      hasLevel ||= agree((column) => column.isLevel);
      steps.push({ kind: 'any' });
    } else if (agree((column) => column.isSeparator)) {
      steps.push({ kind: 'separator', required });
    } else if (agree((column) => column.isLevel)) {
      steps.push({ kind: 'level', required, letters: false });
      hasLevel = true;
    } else if (!hasLevel && agree((column) => column.isLevelLetter)) {
      steps.push({ kind: 'level', required, letters: true });
      hasLevel = true;
    } else if (agree((column) => column.isNumber)) {
      steps.push({ kind: 'number', required });
    } else if (agree((column) => column.isFileLine)) {
      steps.push({ kind: 'fileLine' });
    } else if (agree((column) => column.isBracketed)) {
      steps.push({ kind: 'bracket', required });
    } else if (!hasHost && !hasLevel && isHost(lines, c, anchor, syslog, few)) {
      steps.push({ kind: 'any' });
      hasHost = true;
    } else if ((!few || syslog) && isComponent(lines, c)) {
      steps.push({ kind: 'component' });
      return;
    } else if (!few && agree((column) => column.isDotted)) {
      steps.push({ kind: 'dotted' });
    } else if (!few && isPadded(lines, c)) {
      steps.push({ kind: 'any' });
    } else {
      if (!few && hasDash(lines, c)) steps.push({ kind: 'dash' });
      return;
    }
  }
}

/** A word of few values behind the timestamp, and a "component:" behind it. */
function isHost(
  lines: readonly SampleLine[],
  c: number,
  anchor: number,
  syslog: boolean,
  few: boolean,
): boolean {
  if (c !== anchor + 1 || (few && !syslog)) return false;
  if (share(lines, c, (column) => column.endsWithColon) > 1 - AGREEING_SHARE) return false;
  const components = lines.filter((line) => colonWithin(line, c + 1, 3)).length / lines.length;
  if (components < (syslog ? 0.7 : 0.9)) return false;
  return syslog || distinctTexts(lines, c) <= Math.max(3, lines.length * 0.2);
}

function isComponent(lines: readonly SampleLine[], c: number): boolean {
  if (share(lines, c, (column) => column.endsWithColon) < 0.8) return false;
  const within = lines.filter((line) => colonWithin(line, c, 3)).length;
  if (within < lines.length * AGREEING_SHARE) return false;
  return distinctTexts(lines, c) <= Math.max(8, lines.length * 0.5);
}

function hasDash(lines: readonly SampleLine[], c: number): boolean {
  const found = lines.filter((line) =>
    line.columns.slice(c, c + 4).some((column) => column.text === '-'),
  );
  return found.length >= lines.length * AGREEING_SHARE;
}

/** Set apart by two spaces or more, with few values. */
function isPadded(lines: readonly SampleLine[], c: number): boolean {
  if (share(lines, c + 1, (next) => next.gap >= 2) < AGREEING_SHARE) return false;
  return distinctTexts(lines, c) <= Math.max(3, lines.length * 0.1);
}

function colonWithin(line: SampleLine, from: number, columns: number): boolean {
  return line.columns.slice(from, from + columns).some((column) => column.endsWithColon);
}

/** Distinct texts of a column, numbers counting the same. */
function distinctTexts(lines: readonly SampleLine[], c: number): number {
  return new Set(lines.map((line) => hashText((line.columns[c]?.text ?? '').replace(/\d+/g, '0'))))
    .size;
}

/** Share of the lines whose column c passes; a line without that column does not. */
function share(
  lines: readonly SampleLine[],
  c: number,
  test: (column: SampleColumn) => boolean,
): number {
  let passing = 0;
  for (const line of lines) {
    const column = line.columns[c];
    if (column !== undefined && test(column)) passing++;
  }
  return passing / lines.length;
}
