// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { writeDocuments } from './bulk.mjs';
import {
  DEFAULT_INDEX_PREFIX,
  HELD_BACK_LINES,
  documentAt,
  readSampleLogs,
} from './documents.mjs';

/** @typedef {import('./parse.mjs').SampleLine} SampleLine */

const TICK_MS = 500;
/** How much slower than the first the later rounds are. */
const LATER_ROUND_FACTOR = 10;

/**
 * Writes the held-back part of the sample logs as if it happened now: each line with the current
 * time, the first round within `liveSeconds`, then again and again, ten times slower, so that there
 * is always something new. Ends when the signal is aborted.
 *
 * @param {object} options
 * @param {string} options.elasticsearchUrl may hold user:password@
 * @param {AbortSignal} options.signal
 * @param {number} [options.liveSeconds]
 * @param {string} [options.indexPrefix]
 * @param {(lines: number) => void} [options.onWritten] told how many lines were written
 * @returns {Promise<void>}
 */
export async function replayLive({
  elasticsearchUrl,
  signal,
  liveSeconds = 600,
  indexPrefix = DEFAULT_INDEX_PREFIX,
  onWritten = () => {},
}) {
  const logs = await readSampleLogs();
  const heldBack = [
    logs.apache.slice(-HELD_BACK_LINES.apache),
    logs.auth.slice(-HELD_BACK_LINES.auth),
  ];
  const client = new Client({ node: elasticsearchUrl });
  const runId = Date.now().toString(36);
  try {
    for (let round = 0; !signal.aborted; round += 1) {
      const seconds = round === 0 ? liveSeconds : liveSeconds * LATER_ROUND_FACTOR;
      const queue = heldBack
        .flatMap((lines) => scheduleLines(lines, seconds * 1000))
        .sort((a, b) => a.afterMs - b.afterMs);
      await replayQueue(queue, signal, async (lines) => {
        const documents = lines.map((line) => {
          const document = documentAt(line, Date.now(), indexPrefix);
          // Each run and round is something that happened anew.
          return { ...document, id: `${line.id}-${runId}-${round}` };
        });
        onWritten(await writeDocuments(client, documents, { signal }));
      });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await client.close();
  }
}

/**
 * When each line is due. Lines that were written close together keep their distance; the pauses
 * between them are cut, all to the same length, until the whole takes no longer than it may.
 *
 * @param {SampleLine[]} lines in the order of time
 * @param {number} durationMs
 * @returns {Array<{ line: SampleLine, afterMs: number }>}
 */
export function scheduleLines(lines, durationMs) {
  const gapsMs = lines.map((line, i) =>
    i === 0 ? 0 : line.originalMs - lines[i - 1].originalMs,
  );
  const longestMs = longestPause(gapsMs, durationMs);
  let afterMs = 0;
  return lines.map((line, i) => {
    afterMs += Math.min(gapsMs[i], longestMs);
    return { line, afterMs };
  });
}

/**
 * The length to which gaps must be cut for their sum to be `durationMs`: fill up the short ones
 * first and share out what is left among the longer ones.
 *
 * @param {number[]} gapsMs
 * @param {number} durationMs
 * @returns {number} Infinity if nothing has to be cut
 */
function longestPause(gapsMs, durationMs) {
  const ascending = [...gapsMs].sort((a, b) => a - b);
  let leftMs = durationMs;
  for (let i = 0; i < ascending.length; i += 1) {
    const shareMs = leftMs / (ascending.length - i);
    if (ascending[i] > shareMs) return shareMs;
    leftMs -= ascending[i];
  }
  return Infinity;
}

/**
 * @param {Array<{ line: SampleLine, afterMs: number }>} queue
 * @param {AbortSignal} signal
 * @param {(lines: SampleLine[]) => Promise<void>} write
 */
async function replayQueue(queue, signal, write) {
  let clockMs = 0;
  let lastMs = Date.now();
  let next = 0;
  while (next < queue.length) {
    await delay(TICK_MS, undefined, { signal });
    const nowMs = Date.now();
    // After a laptop's sleep it goes on where it was and does not make up for hours at once.
    clockMs += Math.min(Math.max(nowMs - lastMs, 0), 10 * TICK_MS);
    lastMs = nowMs;
    const start = next;
    while (next < queue.length && queue[next].afterMs <= clockMs) next += 1;
    await write(queue.slice(start, next).map(({ line }) => line));
  }
}
