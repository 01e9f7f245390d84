import type { SessionBatch } from '../../../../../sidecar/pipeline/sessions';

/** Sessions written as template numbers, one event a second, a session a minute. */
export function batchOf(
  sessions: number[][],
  { templates = 5, endTime = Infinity }: { templates?: number; endTime?: number } = {},
): SessionBatch {
  const offsets = Int32Array.from({ length: sessions.length + 1 }, (_, i) =>
    sessions.slice(0, i).reduce((sum, events) => sum + events.length, 0),
  );
  return {
    sessions: sessions.length,
    offsets,
    events: Int32Array.from(sessions.flat()),
    times: Float64Array.from(sessions.flatMap((events, i) => events.map((_, k) => i * 60 + k))),
    templates,
    endTime: endTime === Infinity ? 1e9 : endTime,
  };
}

/** `n` usual sessions: start, work once or twice, end. */
export const usualSessions = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => (i % 3 === 0 ? [0, 1, 1, 2] : [0, 1, 2]));
