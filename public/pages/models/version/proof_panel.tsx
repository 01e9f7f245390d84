import { EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ComparisonCriterion, Model } from '../../../../common/api/models/schema';
import { Panel } from '../../../components/panel';
import { formatCount, formatPercent } from '../../../lib/numbers';

const ICONS: Record<ComparisonCriterion['outcome'], string> = {
  better: 'sortUp',
  equal: 'minus',
  worse: 'sortDown',
};

/** How it did against the version before it, and what it learned from labels. */
export function ProofPanel({ model: { comparison, classifier } }: { model: Model }) {
  return (
    <Panel
      title={i18n.translate('anomalies.proof.title', { defaultMessage: 'Proof' })}
      data-test-subj="anomaliesProof"
    >
      {comparison ? (
        <>
          <EuiText size="s">{comparison.reason}</EuiText>
          <ul className="anmSentences">
            {comparison.criteria.map(({ name, outcome, text }) => (
              <li key={name}>
                <EuiIcon type={ICONS[outcome]} />
                <EuiText size="s">{text}</EuiText>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.proof.none', {
            defaultMessage:
              'It did not have to prove itself against another version. Train with “Only if it is better” to compare first.',
          })}
        </EuiText>
      )}
      {classifier && (
        <EuiText size="s">
          {i18n.translate('anomalies.proof.classifier', {
            defaultMessage:
              'It learned from {anomalous} real and {normal} normal lines. Judged without those of their time: {precision} of what it flags is real, {recall} of the real ones are found.',
            values: {
              anomalous: formatCount(classifier.labels.anomalous),
              normal: formatCount(classifier.labels.normal),
              precision: figure(classifier.precision),
              recall: figure(classifier.recall),
            },
          })}
        </EuiText>
      )}
    </Panel>
  );
}

const figure = (value: number | null) => (value === null ? '–' : formatPercent(value));
