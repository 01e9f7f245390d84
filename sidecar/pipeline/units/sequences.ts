import type { SessionBatch } from '../sessions';

/** A session's lines, in order of time. */
export interface SessionLines {
  /** Templates; ≥ the number of training templates, or −1, for new ones. */
  templates: number[];
  timesMs: number[];
}

/**
 * Gathers lines into sequences, each in order of time.
 * @param unit sequence of each line, −1 for none
 * @param extent when the data begins and ends, in the unit of `timeMs`
 */
export function sequencesOf(
  template: Int32Array,
  timeMs: Float64Array,
  unit: Int32Array,
  units: number,
  templates: number,
  extent: Pick<SessionBatch, 'startTime' | 'endTime'>,
): SessionBatch {
  const offsets = new Int32Array(units + 1);
  for (const index of unit) if (index >= 0) offsets[index + 1]++;
  for (let i = 0; i < units; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const order = new Int32Array(offsets[units]);
  unit.forEach((index, line) => {
    if (index >= 0) order[next[index]++] = line;
  });
  for (let i = 0; i < units; i++) {
    const lines = order.subarray(offsets[i], offsets[i + 1]);
    if (!isInOrder(lines, timeMs)) lines.sort((a, b) => timeMs[a] - timeMs[b] || a - b);
  }
  return {
    sessions: units,
    offsets,
    events: Int32Array.from(order, (line) => (template[line] < 0 ? templates : template[line])),
    times: Float64Array.from(order, (line) => timeMs[line]),
    templates,
    ...extent,
  };
}

function isInOrder(lines: Int32Array, timeMs: Float64Array): boolean {
  for (let i = 1; i < lines.length; i++) if (timeMs[lines[i]] < timeMs[lines[i - 1]]) return false;
  return true;
}

/** Sessions one after the other in the same arrays. */
export function batchOfSessions(
  sessions: readonly SessionLines[],
  templates: number,
  extent: Pick<SessionBatch, 'startTime' | 'endTime'>,
): SessionBatch {
  const offsets = new Int32Array(sessions.length + 1);
  sessions.forEach((session, i) => (offsets[i + 1] = offsets[i] + session.templates.length));
  const events = new Int32Array(offsets[sessions.length]);
  const times = new Float64Array(events.length);
  sessions.forEach((session, i) => {
    const known = session.templates.map((template) => (template < 0 ? templates : template));
    events.set(known, offsets[i]);
    times.set(session.timesMs, offsets[i]);
  });
  return { sessions: sessions.length, offsets, events, times, templates, ...extent };
}
