import type { FitProgress } from '../detectors/detector';
import type { LogEvent } from '../parse/log_event';
import type { TemplateModel } from '../templates';
import { classifierReport, type ClassifierReport } from './classifier_report';
import type { Labels } from './labelled_rows';
import { LineClassifier } from './line_classifier';
import { LineUnits } from './line_units';
import { normalTokens, releaseOdds } from './release';
import { NOT_ASKED, type Strangeness } from './strangeness';
import { trainClassifier, type TrainClassifierOptions } from './train_classifier';

/** Lines to learn from, in order of time. */
export interface LabelledLines {
  events: readonly LogEvent[];
  labels: Labels;
  /** What unsupervised detectors said of the lines; nothing where left out. */
  strangeness?: Strangeness;
}

const TOP_SHARE = 0.03;

/**
 * Learns to judge lines from labels. Lines without a label say, with little weight, what is usual.
 * @param templates the patterns of the lines
 * @returns the classifier and how good it is on its own labels, each line judged without the labels of its time
 * @throws LabelsError without labels of both kinds, RangeError for unknown classifiers
 */
export function* trainLineClassifier(
  templates: TemplateModel,
  { events, labels, strangeness = NOT_ASKED }: LabelledLines,
  options: TrainClassifierOptions,
): Generator<FitProgress, { classifier: LineClassifier; report: ClassifierReport }> {
  const units = new LineUnits(templates);
  const features = units.features(events, strangeness);
  const trained = yield* trainClassifier(features, labels, options);
  const classifier = new LineClassifier(units, trained.classifier, {
    flagOdds: trained.threshold,
    releaseOdds: releaseOdds(trained, labels.known),
    normalTokens: normalTokens(features, labels.known),
    asksDetectors: strangeness.names.length > 0,
  });
  return { classifier, report: classifierReport(trained, labels.known, TOP_SHARE) };
}
