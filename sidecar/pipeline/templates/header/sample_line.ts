import { LineUnits } from '../scan/line_units';
import { ColumnReader, isBracketed, isLevel, isNumber, isSeparator, outline } from './columns';
import { isDotted, isFileLine } from './matcher';
import { findTimeRun, timePart, type TimePart, type TimeRun } from './timestamps';

/** Columns of a sample line that are looked at, and those that may start its first timestamp. */
export const MAX_COLUMNS = 14;
const MAX_TIME_COLUMN = 8;

export interface SampleColumn {
  text: string;
  /** White space in front. */
  gap: number;
  piped: boolean;
  outline: number;
  part: TimePart;
  isTime: boolean;
  isNumber: boolean;
  isSeparator: boolean;
  isBracketed: boolean;
  isFileLine: boolean;
  isDotted: boolean;
  isLevel: boolean;
  /** A level, or a letter that may be one. */
  isLevelLetter: boolean;
  endsWithColon: boolean;
}

export interface SampleLine {
  columns: SampleColumn[];
  /** The first timestamp. */
  run?: TimeRun;
}

const MAX_UNITS = 1024;

/** Cuts sample lines into classified columns. */
export function readSample(lines: readonly string[]): SampleLine[] {
  const loaded = new LineUnits(MAX_UNITS);
  const reader = new ColumnReader();
  return lines.map((line) => {
    loaded.load(line);
    reader.reset(loaded.units, 0, loaded.length);
    const columns: SampleColumn[] = [];
    while (columns.length < MAX_COLUMNS && reader.next()) columns.push(classify(reader, loaded));
    const parts = columns.map((c) => c.part);
    const texts = columns.map((c) => c.text);
    let run = findTimeRun(parts, texts);
    const first = run !== undefined && run.start < MAX_TIME_COLUMN ? run : undefined;
    while (run) {
      for (let i = run.start; i < run.end; i++) columns[i].isTime = true;
      run = findTimeRun(parts, texts, run.end);
    }
    return { columns, run: first };
  });
}

function classify(reader: ColumnReader, loaded: LineUnits): SampleColumn {
  const { units, start, end } = reader;
  const text = loaded.text(start, end);
  return {
    text,
    gap: reader.gap,
    piped: reader.piped,
    outline: outline(units, start, end),
    part: timePart(text),
    isTime: false,
    isNumber: isNumber(units, start, end),
    isSeparator: isSeparator(units, start, end),
    isBracketed: isBracketed(units, start, end),
    isFileLine: isFileLine(units, start, end),
    isDotted: isDotted(units, start, end),
    isLevel: isLevel(units, start, end, false),
    isLevelLetter: isLevel(units, start, end, true),
    endsWithColon: text.length > 1 && text.endsWith(':'),
  };
}
