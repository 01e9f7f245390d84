import { EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ComparisonCriterion, Model } from '../../../../common/api/models/schema';
import { Panel } from '../../../components/panel';

const ICONS: Record<ComparisonCriterion['outcome'], string> = {
  better: 'sortUp',
  equal: 'minus',
  worse: 'sortDown',
};

/** How it did against the version before it. */
export function ProofPanel({ model: { comparison } }: { model: Model }) {
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
    </Panel>
  );
}
