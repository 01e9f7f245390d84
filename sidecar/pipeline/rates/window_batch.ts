/** Template counts of streams in equal intervals of time, one window after the other, zeros left out. */
export interface WindowBatch {
  readonly windows: number;
  /** Index of each window's stream; −1 for one that training never saw. */
  readonly stream: Int32Array;
  /** When each window starts, in ms since 1970 UTC. */
  readonly startMs: Float64Array;
  /** Length of all windows. */
  readonly intervalMs: number;
  /** windows + 1 offsets into `templates` and `counts`. */
  readonly offsets: Int32Array;
  /** Each template of a window once; templates that training never saw are −1 or ≥ `trainedTemplates`. */
  readonly templates: Int32Array;
  readonly counts: Int32Array;
  readonly trainedTemplates: number;
  /** Streams of training. */
  readonly streams: number;
}

/** The batches of a fit as one. @throws RangeError where there is no window, or lengths of windows differ */
export async function joinWindows(
  batches: Iterable<WindowBatch> | AsyncIterable<WindowBatch>,
): Promise<WindowBatch> {
  const parts: WindowBatch[] = [];
  for await (const batch of batches) if (batch.windows > 0) parts.push(batch);
  if (parts.length === 0) throw new RangeError('there are no windows to learn from');
  const [{ intervalMs, trainedTemplates }] = parts;
  if (parts.some((part) => part.intervalMs !== intervalMs))
    throw new RangeError('windows of different lengths cannot be learned from together');
  if (parts.length === 1) return parts[0];
  const windows = parts.reduce((sum, part) => sum + part.windows, 0);
  const entries = parts.reduce((sum, part) => sum + part.counts.length, 0);
  const joined = {
    windows,
    intervalMs,
    trainedTemplates,
    streams: Math.max(...parts.map(({ streams }) => streams)),
    stream: new Int32Array(windows),
    startMs: new Float64Array(windows),
    offsets: new Int32Array(windows + 1),
    templates: new Int32Array(entries),
    counts: new Int32Array(entries),
  };
  let window = 0;
  let entry = 0;
  for (const part of parts) {
    joined.stream.set(part.stream, window);
    joined.startMs.set(part.startMs, window);
    joined.templates.set(part.templates, entry);
    joined.counts.set(part.counts, entry);
    for (let i = 0; i < part.windows; i++) joined.offsets[++window] = entry + part.offsets[i + 1];
    entry += part.counts.length;
  }
  return joined;
}
