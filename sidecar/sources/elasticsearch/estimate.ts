/**
 * What training costs, measured end to end on one core of a small server, reading from Elasticsearch included
 * (see docs/operations.md): lines a second over both passes, what a process needs before the first line, and
 * what each line adds.
 */
const START_SECONDS = 3;
const LINES_PER_SECOND = 12_000;
const BASE_MEMORY_MB = 300;
const MEMORY_MB_PER_LINE = 0.0005;
/** More are not read. */
const MAX_LINES = 1_000_000;

/** Time and memory of a training on so many lines with the default options. */
export function estimateTraining(lines: number): {
  estimated_train_seconds: number;
  estimated_memory_mb: number;
} {
  const read = Math.min(lines, MAX_LINES);
  return {
    estimated_train_seconds: Math.round(START_SECONDS + read / LINES_PER_SECOND),
    estimated_memory_mb: Math.round(BASE_MEMORY_MB + read * MEMORY_MB_PER_LINE),
  };
}
