import type { LogEvent } from '../pipeline/parse';
import type { FitProgress } from '../pipeline/detectors/detector';
import {
  LineClassifier,
  LineUnits,
  NOT_ASKED,
  trainClassifier,
  type Labels,
  type Strangeness,
  type TrainClassifierOptions,
} from '../pipeline/supervised';
import { classifierReport, type ClassifierReport } from './supervised_report';

/** Lines to learn from, in order of time. */
export interface LabelledLines {
  events: readonly LogEvent[];
  labels: Labels;
  /** What unsupervised detectors said of the lines; nothing where left out. */
  strangeness?: Strangeness;
}

const TOP_SHARE = 0.03;

/**
 * Learns to judge lines from analysts' labels. Lines without a label help to learn the patterns.
 * @returns the classifier and how good it is on its own labels, each line judged without the labels of its time
 * @throws LabelsError without labels of both kinds, RangeError for unknown classifiers
 */
export function* trainLineClassifier(
  { events, labels, strangeness = NOT_ASKED }: LabelledLines,
  options: TrainClassifierOptions,
): Generator<FitProgress, { classifier: LineClassifier; report: ClassifierReport }> {
  const units = LineUnits.learn(events);
  const trained = yield* trainClassifier(units.features(events, strangeness), labels, options);
  return {
    classifier: new LineClassifier(units, trained.classifier, trained.threshold),
    report: classifierReport(trained, labels.known, TOP_SHARE),
  };
}
