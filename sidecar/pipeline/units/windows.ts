import type { WindowBatch } from '../rates';
import type { SessionBatch } from '../sessions';
import { batchOfSessions, type SessionLines } from './sequences';
import type { WindowUnits } from './window_detectors';

/** A window's lines by template. */
export interface WindowCounts {
  /** Index among the streams of training. */
  stream: number;
  startMs: number;
  counts: Map<number, number>;
  /** Its lines in order of time, where a detector looks at the course of events. */
  lines?: SessionLines;
}

/** Start of the window that a time lies in. */
export const windowStartOf = (timeMs: number, windowMs: number): number =>
  Math.floor(timeMs / windowMs) * windowMs;

/** Windows as detectors see them. */
export function windowUnits(
  windows: readonly WindowCounts[],
  windowMs: number,
  streams: number,
  trainedTemplates: number,
): WindowUnits {
  const courses: SessionLines[] = [];
  const sequenceOf = Int32Array.from(windows, ({ lines }) =>
    lines && lines.templates.length > 0 ? courses.push(lines) - 1 : -1,
  );
  // A window has ended for sure: nothing in it may still be on its way.
  const sequences: SessionBatch = batchOfSessions(courses, trainedTemplates, {
    endTime: Infinity,
  });
  const counts = countsOf(windows, windowMs, streams, trainedTemplates);
  return { counts, sequences, sequenceOf };
}

function countsOf(
  windows: readonly WindowCounts[],
  windowMs: number,
  streams: number,
  trainedTemplates: number,
): WindowBatch {
  const entries = windows.reduce((sum, { counts }) => sum + counts.size, 0);
  const batch = {
    windows: windows.length,
    stream: Int32Array.from(windows, ({ stream }) => stream),
    startMs: Float64Array.from(windows, ({ startMs }) => startMs),
    intervalMs: windowMs,
    offsets: new Int32Array(windows.length + 1),
    templates: new Int32Array(entries),
    counts: new Int32Array(entries),
    trainedTemplates,
    streams,
  };
  let at = 0;
  windows.forEach(({ counts }, i) => {
    for (const [template, count] of counts) {
      batch.templates[at] = template;
      batch.counts[at++] = count;
    }
    batch.offsets[i + 1] = at;
  });
  return batch;
}

/** Times in ms since 1970. */
export interface Period {
  firstMs: number;
  lastMs: number;
}

/**
 * All windows of the streams from the first that is whole to the last that is, the empty ones too: that a stream was
 * silent is something to learn.
 * @param period lines outside of it are left out
 * @param streams how many streams to keep; lines of others are left out
 * @param withLines whether windows keep the course of their events
 */
export function windowsOf(
  { template, timeMs, stream }: { template: Int32Array; timeMs: Float64Array; stream: Int32Array },
  { firstMs, lastMs }: Period,
  streams: number,
  windowMs: number,
  withLines: boolean,
): WindowCounts[] {
  const from = Math.ceil(firstMs / windowMs) * windowMs;
  const count = Math.max(0, Math.floor((lastMs - from) / windowMs));
  const windows = Array.from({ length: streams * count }, (_, i): WindowCounts => ({
    stream: Math.floor(i / count),
    startMs: from + (i % count) * windowMs,
    counts: new Map(),
    ...(withLines ? { lines: { templates: [], timesMs: [] } } : {}),
  }));
  const order = Int32Array.from(timeMs.keys());
  if (withLines) order.sort((a, b) => timeMs[a] - timeMs[b] || a - b);
  for (const line of order) {
    const index = Math.floor((timeMs[line] - from) / windowMs);
    if (stream[line] < 0 || stream[line] >= streams || index < 0 || index >= count) continue;
    const { counts, lines } = windows[stream[line] * count + index];
    counts.set(template[line], (counts.get(template[line]) ?? 0) + 1);
    lines?.templates.push(template[line]);
    lines?.timesMs.push(timeMs[line]);
  }
  return windows;
}
