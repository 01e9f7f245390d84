import { z } from 'zod';
import { LineParser, type LogEvent } from '../pipeline/parse';

/** What cannot be evaluated, with the place in the file. */
export class EvaluateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvaluateError';
  }
}

const rowSchema = z.object({
  message: z.string(),
  timestamp: z.union([z.string(), z.number()]).nullish(),
  stream: z.string().nullish(),
  label: z.union([z.literal(0), z.literal(1), z.boolean()]).nullish(),
  session: z.union([z.string(), z.number()]).nullish(),
});

/** Lines of one file of an evaluation, in order. */
export interface Rows {
  events: LogEvent[];
  /** Session of each line; undefined where the file has none. */
  sessions: string[] | undefined;
  /** 1 anomalous, 0 normal; undefined where any line has no label. */
  labels: Uint8Array | undefined;
  /** 1 anomalous, 0 normal, −1 no label. */
  known: Int8Array;
  /** 1-based number of each line in the file. */
  lineNumbers: number[];
}

/**
 * Reads the rows of an evaluation.
 * @param lines NDJSON, one object a line: message, optional timestamp, stream, label, session; blank lines are skipped
 * @param name what the file is called in errors
 * @throws EvaluateError where a line is not such an object, or only some lines have a session
 */
export async function readRows(
  lines: AsyncIterable<string> | Iterable<string>,
  name: string,
): Promise<Rows> {
  const parser = new LineParser();
  const events: LogEvent[] = [];
  const sessions: string[] = [];
  const known: number[] = [];
  const lineNumbers: number[] = [];
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber++;
    if (line.trim() === '') continue;
    const row = parseRow(line, `${name}, line ${lineNumber}`);
    const event = parser.parse(row.message);
    if (row.timestamp !== undefined && row.timestamp !== null)
      event.timestampMs = timeOf(row.timestamp, `${name}, line ${lineNumber}`);
    if (row.stream) event.host = row.stream;
    events.push(event);
    lineNumbers.push(lineNumber);
    if (row.session !== undefined && row.session !== null) sessions.push(String(row.session));
    known.push(row.label === undefined || row.label === null ? -1 : Number(row.label));
  }
  if (events.length === 0) throw new EvaluateError(`${name} holds no lines.`);
  if (sessions.length > 0 && sessions.length < events.length)
    throw new EvaluateError(
      `${name}: ${events.length - sessions.length} lines have no "session", the others have; give it to all or to none.`,
    );
  return {
    events,
    sessions: sessions.length > 0 ? sessions : undefined,
    labels: known.includes(-1) ? undefined : Uint8Array.from(known),
    known: Int8Array.from(known),
    lineNumbers,
  };
}

function parseRow(line: string, where: string): z.infer<typeof rowSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new EvaluateError(`${where}: this is not JSON.`);
  }
  const parsed = rowSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EvaluateError(`${where}: ${issue.path.join('.') || 'object'}: ${issue.message}.`);
}

function timeOf(timestamp: string | number, where: string): number {
  const ms = typeof timestamp === 'number' ? timestamp : Date.parse(timestamp);
  if (Number.isNaN(ms))
    throw new EvaluateError(
      `${where}: "${timestamp}" is no time (ISO 8601 or epoch milliseconds).`,
    );
  return ms;
}
