import type { LogEvent } from '../parse/log_event';
import { sourceKeyOf } from '../source_key';
import type { TemplateModel } from '../templates';
import type { SessionBatch } from './session_batch';

/** What the times of a batch are: the lines' own, or, where lines carry none, their numbers. */
export type SessionClock = 'time' | 'line';

/** The sessions of a batch with their keys, in order of first appearance. */
export interface KeyedSessions {
  keys: string[];
  batch: SessionBatch;
}

/** Times can serve where next to all lines have one. */
const ENOUGH_TIMES = 0.95;

export function clockOf(events: readonly LogEvent[]): SessionClock {
  const timed = events.reduce((sum, event) => sum + (Number.isNaN(event.timestampMs) ? 0 : 1), 0);
  return timed >= ENOUGH_TIMES * events.length ? 'time' : 'line';
}

/**
 * Gathers lines into sessions.
 * @param keyOf session of the i-th event
 */
export function buildSessions(
  events: readonly LogEvent[],
  keyOf: (i: number) => string,
  templates: TemplateModel,
  clock: SessionClock,
): KeyedSessions {
  const indexOf = new Map<string, number>();
  const session = Int32Array.from(events, (_, i) => {
    const key = keyOf(i);
    let index = indexOf.get(key);
    if (index === undefined) indexOf.set(key, (index = indexOf.size));
    return index;
  });
  const offsets = new Int32Array(indexOf.size + 1);
  for (const index of session) offsets[index + 1]++;
  for (let i = 0; i < indexOf.size; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const eventTemplates = new Int32Array(events.length);
  const times = new Float64Array(events.length);
  // Lines before the first that has a time came when that did.
  let time = events.find(({ timestampMs }) => !Number.isNaN(timestampMs))?.timestampMs ?? 0;
  let startTime = Infinity;
  let endTime = -Infinity;
  events.forEach((event, i) => {
    // A line without a time came about when the line before it came.
    if (clock === 'line') time = i;
    else if (!Number.isNaN(event.timestampMs)) time = event.timestampMs;
    startTime = Math.min(startTime, time);
    endTime = Math.max(endTime, time);
    const at = next[session[i]]++;
    eventTemplates[at] = templates.match(event.raw, sourceKeyOf(event));
    times[at] = time;
  });
  return {
    keys: [...indexOf.keys()],
    batch: {
      sessions: indexOf.size,
      offsets,
      events: eventTemplates,
      times,
      templates: templates.trainedSize,
      startTime,
      endTime,
    },
  };
}
