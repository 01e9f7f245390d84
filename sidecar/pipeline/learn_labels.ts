import type { FitProgress } from './detectors/detector';
import type { LogEvent } from './parse/log_event';
import { natsOfScore, type Verdicts } from './scoring';
import {
  drainPolitely,
  NOT_ASKED,
  sigmoid,
  strangenessOf,
  trainLineClassifier,
  type TrainClassifierOptions,
} from './supervised';
import type { TrainedPipeline } from './trained_pipeline';

/** Lines with and without labels, in order of time. */
export interface PartlyLabelledLines {
  events: readonly LogEvent[];
  /** 1 anomalous, 0 normal, −1 no label. */
  known: Int8Array;
  /**
   * Verdicts of the pipeline on these lines, where they are as honest as those on lines to come; the classifier then
   * learns how strange labelled lines look. Left out where training saw lines of one label and not those of the other:
   * that would give the labels away.
   */
  verdicts?: Verdicts;
}

export interface LearnLabelsOptions extends TrainClassifierOptions {
  onProgress?: (progress: FitProgress) => void;
}

/**
 * Teaches a trained pipeline what labels say; see labelledScore for how the two judge together.
 * @returns the same pipeline with a classifier
 * @throws LabelsError without labels of both kinds, RangeError for unknown classifiers, the reason of an abort
 */
export async function learnLabels(
  pipeline: TrainedPipeline,
  { events, known, verdicts }: PartlyLabelledLines,
  { onProgress, ...options }: LearnLabelsOptions,
): Promise<TrainedPipeline> {
  const { surprise } = verdicts ?? pipeline.verdicts([...events]);
  const fromNats = natsOfScore(pipeline.info.threshold);
  const suspected = Uint8Array.from(surprise, (nats) => (nats >= fromNats ? 1 : 0));
  const strangeness = verdicts ? strangenessOf(pipeline.info.detectors, verdicts) : NOT_ASKED;
  const steps = trainLineClassifier(
    pipeline.templates,
    { events, labels: { known, suspected }, strangeness },
    options,
  );
  const { classifier, report } = await drainPolitely(steps, onProgress);
  return pipeline.withClassifier(classifier, {
    report,
    unlabelled: events.length - report.labelled,
    thresholdPct: 100 * sigmoid(classifier.flagOdds),
  });
}

/**
 * Verdicts on all training lines: those that were judged without themselves; or, where training was too long to judge
 * every line so, by all of it, in which one line of very many hardly shows.
 */
export function verdictsOnAll(
  pipeline: TrainedPipeline,
  events: LogEvent[],
  heldBack: Verdicts,
): Verdicts {
  const full = events.every(({ raw }) => raw.length > 0);
  return full && heldBack.combined.length === events.length ? heldBack : pipeline.verdicts(events);
}
