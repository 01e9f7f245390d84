import type { TrainJobRequest } from '../../../common/api/jobs/schema';
import type { Label } from '../../../common/api/labels/schema';
import { latestVerdicts } from '../../comparison/measure';
import {
  learnLabels,
  splitLearners,
  type LearnLabelsOptions,
  type TrainedPipeline,
} from '../../pipeline';
import type { LogEvent } from '../../pipeline/parse';
import type { JobEnvironment } from '../environment';
import { labelledLines, type LabelledLine } from './labelled_lines';

/** Fewer lines, or lines of a single pattern, say too little about what makes an anomaly. */
const MIN_LINES = 10;
const MIN_PATTERNS = 2;

export interface Taught {
  pipeline: TrainedPipeline;
  /** What is to be said of it, in a sentence. */
  note: string;
}

/**
 * Teaches a pipeline the verdicts of analysts, as soon as there are enough of them. Before that the pipeline stays as it
 * is, with a note that says how many are missing: so a schedule that asks for labels is of use from its first day on.
 * @param labelled lines of judged patterns
 * @param others lines of the training sample
 */
export async function teach(
  pipeline: TrainedPipeline,
  labels: readonly Label[],
  labelled: readonly LabelledLine[],
  others: readonly LogEvent[],
  options: LearnLabelsOptions,
): Promise<Taught> {
  const missing = whatIsMissing(labelled);
  if (missing) {
    pipeline.info.notes.push(missing);
    return { pipeline, note: missing };
  }
  // What an analyst judged is not to be told a second time, as unknown.
  const judged = new Set(
    latestVerdicts(labels).map((label) => keyOf(label.template_id, label.host)),
  );
  const unlabelled = others.filter((event) => {
    const template = pipeline.templateOf(event);
    return template < 0 || !judged.has(keyOf(pipeline.templates.id(template), event.host));
  });
  const lines = [
    ...labelled.map(({ event, isAnomalous }) => ({ event, known: isAnomalous ? 1 : 0 })),
    ...unlabelled.map((event) => ({ event, known: -1 })),
  ].sort((a, b) => timeOf(a.event) - timeOf(b.event));
  // Without verdicts: training left out the patterns that were called anomalous, and knows the others.
  const taught = await learnLabels(
    pipeline,
    {
      events: lines.map(({ event }) => event),
      known: Int8Array.from(lines, ({ known }) => known),
    },
    options,
  );
  const { anomalous, normal } = countOf(labelled);
  return {
    pipeline: taught,
    note: `Learned from labels: ${anomalous.lines} lines of true anomalies, ${normal.lines} of false positives.`,
  };
}

/**
 * The same with the labels that there are.
 * @param untilMs lines from then on are kept back, so that a comparison on them is fair
 */
export async function teachByLabels(
  env: JobEnvironment,
  pipeline: TrainedPipeline,
  others: readonly LogEvent[],
  { detectors, seed }: TrainJobRequest,
  untilMs = Infinity,
): Promise<Taught> {
  env.reporter.report({ phase: 'Learning from labels', remaining_seconds: null });
  const labels = await env.labels.list();
  const all = await labelledLines(env.client, labels, env.reading);
  const labelled = all.filter(({ event }) => event.timestampMs < untilMs);
  const { classifiers } = splitLearners(detectors);
  return teach(pipeline, labels, labelled, others, {
    ...(classifiers ? { classifiers } : {}),
    seed,
    signal: env.control.ended,
  });
}

const keyOf = (templateId: string, host: string) => `${templateId}\u0000${host}`;
const timeOf = ({ timestampMs }: LogEvent) =>
  Number.isNaN(timestampMs) ? Number.MAX_SAFE_INTEGER : timestampMs;

function countOf(labelled: readonly LabelledLine[]) {
  const count = (isAnomalous: boolean) => {
    const own = labelled.filter((line) => line.isAnomalous === isAnomalous);
    return { lines: own.length, patterns: new Set(own.map(({ templateId }) => templateId)).size };
  };
  return { anomalous: count(true), normal: count(false) };
}

/** In a sentence; null where there are labels enough. */
function whatIsMissing(labelled: readonly LabelledLine[]): string | null {
  const { anomalous, normal } = countOf(labelled);
  const isEnough = (of: { lines: number; patterns: number }) =>
    of.lines >= MIN_LINES && of.patterns >= MIN_PATTERNS;
  if (isEnough(anomalous) && isEnough(normal)) return null;
  const told = ({ lines, patterns }: { lines: number; patterns: number }) =>
    `${lines} ${lines === 1 ? 'line' : 'lines'} of ${patterns} ${patterns === 1 ? 'pattern' : 'patterns'}`;
  return (
    `Nothing was learned from labels yet: there are ${told(anomalous)} labelled true and ${told(normal)} labelled ` +
    `false positive, and it takes ${MIN_LINES} lines of ${MIN_PATTERNS} patterns of each.`
  );
}
