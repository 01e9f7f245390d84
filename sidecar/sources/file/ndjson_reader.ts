import { readLineBatches, type ReadOptions, type ReadStats } from './line_reader';

/** One object of an NDJSON file and the line that it stands on. */
export interface NdjsonRow {
  /** 1-based. */
  line: number;
  value: Record<string, unknown>;
}

export interface NdjsonFault {
  line: number;
  reason: string;
}

/** JSON around a line of the greatest length makes it longer; beyond this a line cannot be valid. */
const MAX_JSON_LINE_BYTES = 1 << 20;

/**
 * Streams the objects of an NDJSON file in batches. Blank lines are passed over; a line that is no JSON
 * object goes to `onFault` and is left out.
 * @throws InputError as readLineBatches does.
 */
export async function* readNdjsonBatches(
  input: string,
  stats: ReadStats,
  onFault: (fault: NdjsonFault) => void,
  options: ReadOptions = {},
): AsyncGenerator<NdjsonRow[]> {
  const reading = { maxLineBytes: MAX_JSON_LINE_BYTES, ...options };
  for await (const batch of readLineBatches(input, stats, reading)) {
    const rows: NdjsonRow[] = [];
    batch.lines.forEach((text, index) => {
      const line = batch.firstLine + index;
      if (text.trim() === '') return;
      const value = parseObject(text);
      if (typeof value === 'string') onFault({ line, reason: value });
      else rows.push({ line, value });
    });
    yield rows;
  }
}

/** The object that a line of JSON is, or why it is none. */
export function parseObject(text: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `no valid JSON (${(error as Error).message})`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'JSON, but not an object';
  }
  return value as Record<string, unknown>;
}
