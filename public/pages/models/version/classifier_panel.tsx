import { EuiCallOut, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ModelClassifier } from '../../../../common/api/models/classifier_schema';
import { Panel } from '../../../components/panel';
import { formatCount } from '../../../lib/numbers';
import { ConfusionMatrix } from './confusion_matrix';
import { formatThreshold } from './format_threshold';
import { PrecisionRecallChart } from './precision_recall_chart';

/** How well the version tells real lines from normal ones, by the labels that it learned from. */
export function ClassifierPanel({ classifier }: { classifier: ModelClassifier }) {
  const { labels, split, precision, recall, confusion_matrix: matrix } = classifier;
  const points = classifier.precision_recall_curve;
  return (
    <Panel
      title={i18n.translate('anomalies.classifier.title', {
        defaultMessage: 'What it learned from verdicts',
      })}
      remark={i18n.translate('anomalies.classifier.remark', {
        defaultMessage: 'measured in training, flagged from {threshold} on',
        values: { threshold: formatThreshold(classifier.threshold) },
      })}
      data-test-subj="anomaliesClassifier"
    >
      <EuiText size="s">
        <p>
          {i18n.translate('anomalies.classifier.labels', {
            defaultMessage:
              'It learned from {anomalous} real and {normal} normal lines, and from {unlabelled} that nobody judged.',
            values: {
              anomalous: formatCount(labels.anomalous),
              normal: formatCount(labels.normal),
              unlabelled: formatCount(labels.unlabelled),
            },
          })}
        </p>
      </EuiText>
      {split.method === 'none' && (
        <EuiCallOut
          size="s"
          color="warning"
          iconType="warning"
          title={i18n.translate('anomalies.classifier.tooGood', {
            defaultMessage:
              'There were too few labels to judge each without itself, so these figures are too good.',
          })}
        />
      )}
      <div className="anmVersion__columns">
        <ConfusionMatrix
          confusion={{
            found: matrix.true_positives,
            falseAlarms: matrix.false_positives,
            missed: matrix.false_negatives,
            rightlyQuiet: matrix.true_negatives,
          }}
        />
        {points.length > 1 && (
          <PrecisionRecallChart
            points={points}
            now={precision === null || recall === null ? undefined : { precision, recall }}
            thresholdPct={classifier.threshold}
          />
        )}
      </div>
      {split.method === 'time' && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.classifier.split', {
            defaultMessage:
              'Each label was judged by a version that had learned nothing from its time: {blocks, plural, one {# stretch} other {# stretches}} of time in {folds, plural, one {# part} other {# parts}}.',
            values: { blocks: split.blocks, folds: split.folds },
          })}
        </EuiText>
      )}
    </Panel>
  );
}
