import { DEFAULT_LINE_DETECTORS, lineDetector } from '../../pipeline/detectors/registry';
import { LINE_COLUMNS } from '../../pipeline/features/columns';

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
/** Lines that detectors are fitted to, at most. */
const FITTED_LINES = 60_000;

/** Seconds of a fit on as many rows as there are at most, as `npm run bench -- --only clusters` measures them. */
const FIT_SECONDS: Record<string, number> = {
  one_class_svm: 3,
  autoencoder: 9,
  k_means: 3,
  dbscan: 5,
  hierarchical: 2,
};

/**
 * Time and memory of a training on so many lines.
 * @param detectors names of the detectors of lines
 */
export function estimateTraining(
  lines: number,
  detectors: readonly string[] = DEFAULT_LINE_DETECTORS,
): {
  estimated_train_seconds: number;
  estimated_memory_mb: number;
} {
  const read = Math.min(lines, MAX_LINES);
  const units = Math.min(lines, FITTED_LINES);
  // Those of the default are in the measured figures; one detector at a time is fitted.
  const others = detectors.filter((name) => !DEFAULT_LINE_DETECTORS.includes(name));
  const size = { units, columns: LINE_COLUMNS.length, events: read, templates: 0 };
  const fits = others.map((name) => lineDetector(name).memoryBytes(size));
  const seconds = others.map((name) => ((FIT_SECONDS[name] ?? 1) * units) / FITTED_LINES);
  return {
    estimated_train_seconds: Math.round(
      seconds.reduce((sum, more) => sum + more, START_SECONDS + read / LINES_PER_SECOND),
    ),
    estimated_memory_mb: Math.round(
      BASE_MEMORY_MB + read * MEMORY_MB_PER_LINE + Math.max(0, ...fits) / 2 ** 20,
    ),
  };
}
