/** Sessions as sequences of templates, one after the other in the same arrays. */
export interface SessionBatch {
  readonly sessions: number;
  /** sessions + 1 offsets into `events` and `times`. */
  readonly offsets: Int32Array;
  /** Template of each event, in order; templates that training never saw are ≥ `templates`. */
  readonly events: Int32Array;
  /** When each event came, in the unit of `clock`. */
  readonly times: Float64Array;
  /** Templates of training. */
  readonly templates: number;
  /** When the data begins, where it does: what came before then is not in it. */
  readonly startTime?: number;
  /** When the data ends: what had not come by then may still have been on its way. */
  readonly endTime: number;
}

/** Half-open range of a session's events. */
export function rangeOf(batch: SessionBatch, session: number): [from: number, to: number] {
  return [batch.offsets[session], batch.offsets[session + 1]];
}

/** The batches of a fit as one. */
export async function onlyBatch(
  batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
): Promise<SessionBatch> {
  const parts: SessionBatch[] = [];
  for await (const batch of batches) parts.push(batch);
  if (parts.length === 0) throw new RangeError('there are no sessions to learn from');
  if (parts.length === 1) return parts[0];
  const sessions = parts.reduce((sum, part) => sum + part.sessions, 0);
  const events = parts.reduce((sum, part) => sum + part.events.length, 0);
  const joined = {
    sessions,
    offsets: new Int32Array(sessions + 1),
    events: new Int32Array(events),
    times: new Float64Array(events),
    templates: parts[0].templates,
    startTime: Math.min(...parts.map(({ startTime = -Infinity }) => startTime)),
    endTime: Math.max(...parts.map(({ endTime }) => endTime)),
  };
  let session = 0;
  let event = 0;
  for (const part of parts) {
    joined.events.set(part.events, event);
    joined.times.set(part.times, event);
    for (let i = 0; i < part.sessions; i++) joined.offsets[++session] = event + part.offsets[i + 1];
    event += part.events.length;
  }
  return joined;
}
