import type { LogEvent } from './parse/log_event';

const HOUR_MS = 3_600_000;

/** Lines of which a batch holds each once, and which of them every line is. */
export interface FoldedEvents {
  unique: LogEvent[];
  /** Index into `unique` of each line of the batch. */
  of: Int32Array;
}

/**
 * Folds repeated lines, so that the costly stages see each once. Lines are the same where nothing differs that a feature
 * looks at: the text, level, host, service, address, and of the time the hour and whether training covered it.
 * @param isLearned whether a line lies in the period of the training
 */
export function foldRepeats(
  events: LogEvent[],
  isLearned: (event: LogEvent) => boolean,
): FoldedEvents {
  const known = new Map<string, number[]>();
  const unique: LogEvent[] = [];
  const of = new Int32Array(events.length);
  for (let i = 0; i < events.length; i++) {
    const event = events[i];
    const candidates = known.get(event.raw);
    let index = candidates?.find((at) => isSame(unique[at], event, isLearned)) ?? -1;
    if (index < 0) {
      index = unique.length;
      unique.push(event);
      if (candidates) candidates.push(index);
      else known.set(event.raw, [index]);
    }
    of[i] = index;
  }
  return unique.length === events.length ? { unique: events, of } : { unique, of };
}

function isSame(a: LogEvent, b: LogEvent, isLearned: (event: LogEvent) => boolean): boolean {
  return (
    a.level === b.level &&
    a.host === b.host &&
    a.service === b.service &&
    a.sourceIp === b.sourceIp &&
    Math.floor(a.timestampMs / HOUR_MS) === Math.floor(b.timestampMs / HOUR_MS) &&
    isLearned(a) === isLearned(b)
  );
}
