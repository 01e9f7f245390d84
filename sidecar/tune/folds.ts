import type { Rows } from '../evaluate';
import { ObservedSpan } from '../pipeline/observed_span';
import { Random } from '../pipeline/random';

/** What is learned from and what, later in time, is judged. */
export interface Fold {
  train: Rows;
  test: Rows;
}

/**
 * Folds that go forward in time: the file is cut into `folds` + 1 stretches of as many units each, and each stretch but
 * the first is judged by all that came before. Sessions are never torn: each belongs where its first line is.
 * @param rows in about their order in time
 */
export function foldsInTime(rows: Rows, folds: number): Fold[] {
  const unitOf = unitsOf(rows);
  const units = unitCount(rows);
  const stretchOf = (i: number) => Math.floor((unitOf[i] * (folds + 1)) / units);
  return Array.from({ length: folds }, (_, k) => ({
    train: pick(rows, (i) => stretchOf(i) <= k),
    test: pick(rows, (i) => stretchOf(i) === k + 1),
  })).filter(({ train, test }) => train.events.length > 0 && test.events.length > 0);
}

/** Number of each line's unit, in order of first appearance. */
function unitsOf({ events, sessions }: Rows): Int32Array {
  if (!sessions) return Int32Array.from(events.keys());
  const numbers = new Map<string, number>();
  return Int32Array.from(sessions, (session) => {
    let number = numbers.get(session);
    if (number === undefined) numbers.set(session, (number = numbers.size));
    return number;
  });
}

function pick(rows: Rows, isPicked: (i: number) => boolean): Rows {
  const picked = rows.events.flatMap((_, i) => (isPicked(i) ? [i] : []));
  const { sessions, labels } = rows;
  return {
    events: picked.map((i) => rows.events[i]),
    sessions: sessions && picked.map((i) => sessions[i]),
    labels: labels && Uint8Array.from(picked, (i) => labels[i]),
    known: Int8Array.from(picked, (i) => rows.known[i]),
    lineNumbers: picked.map((i) => rows.lineNumbers[i]),
  };
}

/** Whether both kinds are there, so that there is something to rank. */
export const hasBothKinds = ({ labels }: Rows): boolean =>
  labels !== undefined && labels.includes(1) && labels.includes(0);

/** Units: lines, or sessions where there are some. */
export const unitCount = ({ events, sessions }: Rows): number =>
  sessions ? new Set(sessions).size : events.length;

/** Units a day; all of them where lines carry no time. */
export function unitsPerDayOf(rows: Rows): number {
  const span = new ObservedSpan(new Random(1));
  for (const { timestampMs } of rows.events) span.add(timestampMs);
  return span.summary(unitCount(rows)).linesPerDay;
}
