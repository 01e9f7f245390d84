import type { ModelClassifier } from '../../common/api/models/classifier_schema';
import { formatCount } from './table';

const TOP_FEATURES = 8;
const figure = (value: number | null) => value?.toFixed(3) ?? 'none';

/** What a model learned from labels, in sentences. */
export function describeClassifier(classifier: ModelClassifier): string[] {
  const { labels, split, confusion_matrix: matrix } = classifier;
  const how =
    split.method === 'time'
      ? `each judged without the labels of its time: ${split.blocks} stretches in ${split.folds} folds`
      : 'too few to judge them without themselves, so these figures are too good';
  const features = classifier.feature_importance
    .slice(0, TOP_FEATURES)
    .map(({ feature, importance }) => `${feature} ${(100 * importance).toFixed(0)} %`);
  return [
    `${classifier.classifiers.join(', ')} on ${formatCount(labels.anomalous)} anomalous, ` +
      `${formatCount(labels.normal)} normal and ${formatCount(labels.unlabelled)} unlabelled lines; ` +
      `flags from a probability of ${classifier.threshold.toFixed(1)} % on.`,
    `On these labels (${how}): precision ${figure(classifier.precision)}, recall ${figure(classifier.recall)}, ` +
      `F1 ${figure(classifier.f1)}, AP ${figure(classifier.average_precision)}.`,
    `Flagged ${formatCount(matrix.true_positives)} rightly and ${formatCount(matrix.false_positives)} wrongly, ` +
      `missed ${formatCount(matrix.false_negatives)}, left ${formatCount(matrix.true_negatives)} alone.`,
    `Rests on ${features.join(', ')}.`,
  ];
}
