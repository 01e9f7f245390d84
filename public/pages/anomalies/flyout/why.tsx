import { EuiIconTip, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AnomalyDocument } from '../../../../common/anomaly';
import { detectorLabel } from '../../../lib/detectors';
import { formatCount } from '../../../lib/numbers';
import { roundToSum } from '../../../lib/round_to_sum';
import { Section } from '../../../components/section';

/** What made the score: each reason with what is usual, what was seen, and its share in points. */
export function Why({ document: { anomaly } }: { document: AnomalyDocument }) {
  const score = Math.floor(anomaly.score + 1e-4);
  const points = roundToSum(
    anomaly.reasons.map(({ contribution }) => contribution),
    score,
  );
  const most = Math.max(1, ...points);
  return (
    <Section
      title={i18n.translate('anomalies.why.title', { defaultMessage: 'Why' })}
      end={
        <span data-test-subj="anomaliesWhySum">
          {i18n.translate('anomalies.why.sum', {
            defaultMessage: 'adds up to the score, {score}',
            values: { score: formatCount(score) },
          })}
        </span>
      }
    >
      <table className="anmWhy" data-test-subj="anomaliesWhy">
        <thead>
          <tr>
            <th scope="col">{i18n.translate('anomalies.why.what', { defaultMessage: 'What' })}</th>
            <th scope="col">
              {i18n.translate('anomalies.why.typical', { defaultMessage: 'Typical' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.why.actual', { defaultMessage: 'Actual' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.why.points', { defaultMessage: 'Points' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {anomaly.reasons.map((reason, i) => (
            <tr key={i}>
              <td>
                {reason.text}{' '}
                <EuiIconTip
                  type="iInCircle"
                  size="s"
                  color="subdued"
                  content={i18n.translate('anomalies.why.detector', {
                    defaultMessage: 'Found by {detector}',
                    values: { detector: detectorLabel(reason.detector) },
                  })}
                />
              </td>
              <td className="anmSubdued">{reason.typical ?? '–'}</td>
              <td>
                <strong>{reason.actual ?? '–'}</strong>
              </td>
              <td>
                <div className="anmBar">
                  <span
                    className="anmBar__fill"
                    style={{ inlineSize: `${(70 * points[i]) / most}%` }}
                  />
                  <span className="anmNumber">{formatCount(points[i])}</span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {anomaly.reasons.length === 0 && (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.why.none', {
            defaultMessage: 'No reasons were kept for this line.',
          })}
        </EuiText>
      )}
    </Section>
  );
}
