import type { ModelClassifier } from '../../../common/api/models/classifier_schema';
import type { ClassifierInfo } from '../../pipeline';

/** What a listing shows of a classifier. */
export function describeClassifier(info: ClassifierInfo): ModelClassifier {
  const { report } = info;
  return {
    classifiers: report.classifiers,
    labels: {
      anomalous: report.anomalous,
      normal: report.labelled - report.anomalous,
      unlabelled: info.unlabelled,
    },
    threshold: info.thresholdPct,
    split: report.split,
    precision: report.precision,
    recall: report.recall,
    f1: report.f1,
    roc_auc: report.roc_auc,
    average_precision: report.average_precision,
    confusion_matrix: report.confusion_matrix,
    feature_importance: report.feature_importance,
    precision_recall_curve: report.precision_recall_curve,
  };
}
