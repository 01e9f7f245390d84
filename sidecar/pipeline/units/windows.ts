import type { WindowBatch } from '../rates';

/** A window's lines by template. */
export interface WindowCounts {
  /** Index of the stream; −1 for one that training never saw. */
  stream: number;
  startMs: number;
  counts: Map<number, number>;
}

/** Start of the window that a time lies in. */
export const windowStartOf = (timeMs: number, windowMs: number): number =>
  Math.floor(timeMs / windowMs) * windowMs;

export function windowBatch(
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

/**
 * All windows of the streams from the first that is whole to the last that is, the empty ones too: that a stream was
 * silent is something to learn.
 * @param streams how many streams to keep; lines of others are left out
 */
export function windowsOf(
  template: Int32Array,
  timeMs: Float64Array,
  stream: Int32Array,
  streams: number,
  windowMs: number,
): WindowCounts[] {
  let first = Infinity;
  let last = -Infinity;
  for (const time of timeMs) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  const from = Math.ceil(first / windowMs) * windowMs;
  const count = Math.max(0, Math.floor((last - from) / windowMs));
  const windows = Array.from({ length: streams * count }, (_, i): WindowCounts => ({
    stream: Math.floor(i / count),
    startMs: from + (i % count) * windowMs,
    counts: new Map(),
  }));
  timeMs.forEach((time, line) => {
    const index = Math.floor((time - from) / windowMs);
    if (stream[line] < 0 || stream[line] >= streams || index < 0 || index >= count) return;
    const { counts } = windows[stream[line] * count + index];
    counts.set(template[line], (counts.get(template[line]) ?? 0) + 1);
  });
  return windows;
}
