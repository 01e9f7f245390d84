import { Random } from '../../../../../sidecar/pipeline/random';
import type { WindowBatch } from '../../../../../sidecar/pipeline/rates';
import { poisson } from '../../forecast/made_series';

export const MINUTE_MS = 60_000;
export const INTERVAL_MS = 5 * MINUTE_MS;
export const WINDOWS_A_DAY = 288;
export const DAY_MS = 86_400_000;
export const START_MS = Date.UTC(2026, 0, 5);

/** Count of a template in a window. */
export type MakeCount = (random: Random, hour: number, template: number) => number;

/** A window: its stream, when it starts, the count of each template in turn. */
export interface MadeWindow {
  stream: number;
  startMs: number;
  counts: number[];
}

/** So many whole days of each stream. */
export function madeWindows(
  streams: readonly MakeCount[],
  { days, templates, seed = 1, startMs = START_MS }: MadeOptions,
): MadeWindow[] {
  const random = new Random(seed);
  const windows: MadeWindow[] = [];
  streams.forEach((make, stream) => {
    for (let w = 0; w < days * WINDOWS_A_DAY; w++) {
      const hour = Math.floor(w / 12) % 24;
      windows.push({
        stream,
        startMs: startMs + w * INTERVAL_MS,
        counts: Array.from({ length: templates }, (_, t) => make(random, hour, t)),
      });
    }
  });
  return windows;
}

interface MadeOptions {
  days: number;
  templates: number;
  seed?: number;
  startMs?: number;
}

/** @param trainedTemplates templates of training; −1 and higher numbers are new ones */
export function batchOf(
  windows: readonly MadeWindow[],
  { streams = 1, trainedTemplates = 10 } = {},
): WindowBatch {
  const offsets = [0];
  const templates: number[] = [];
  const counts: number[] = [];
  for (const window of windows) {
    window.counts.forEach((count, template) => {
      if (count === 0) return;
      templates.push(template);
      counts.push(count);
    });
    offsets.push(templates.length);
  }
  return {
    windows: windows.length,
    stream: Int32Array.from(windows, ({ stream }) => stream),
    startMs: Float64Array.from(windows, (window) => window.startMs),
    intervalMs: INTERVAL_MS,
    offsets: Int32Array.from(offsets),
    templates: Int32Array.from(templates),
    counts: Int32Array.from(counts),
    trainedTemplates,
    streams,
  };
}

/** Clumps of about five, now and then. */
export function clumps(random: Random, mean: number): number {
  let count = 0;
  for (let left = poisson(random, mean / 5); left > 0; left--) count += 1 + poisson(random, 4);
  return count;
}
