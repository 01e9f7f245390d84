import { EuiCallOut, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Evaluation } from '../../../../common/app_api/evaluation/schema';
import { Panel } from '../../../components/panel';
import { confusionAt, ENOUGH_OF_EACH } from '../../../lib/judged_lines';
import { ConfusionMatrix } from './confusion_matrix';
import { formatThreshold } from './format_threshold';

/** How flagging compares with the verdicts of people, at the threshold that is looked at. */
export function JudgedPanel({ evaluation, draft }: { evaluation: Evaluation; draft: number }) {
  const confusion = confusionAt(evaluation.judged, draft);
  const real = confusion.found + confusion.missed;
  const notReal = confusion.falseAlarms + confusion.rightlyQuiet;
  return (
    <Panel
      title={i18n.translate('anomalies.judged.title', { defaultMessage: 'Right and wrong' })}
      remark={i18n.translate('anomalies.judged.remark', {
        defaultMessage:
          'at threshold {threshold}, on {lines, plural, one {# judged line} other {# judged lines}} ({verdicts, plural, one {# verdict} other {# verdicts}})',
        values: {
          threshold: formatThreshold(draft),
          lines: real + notReal,
          verdicts: evaluation.verdicts,
        },
      })}
      data-test-subj="anomaliesJudged"
    >
      <ConfusionMatrix confusion={confusion} />
      {(real < ENOUGH_OF_EACH || notReal < ENOUGH_OF_EACH) && (
        <EuiCallOut
          size="s"
          iconType="iInCircle"
          title={i18n.translate('anomalies.judged.tooFew', {
            defaultMessage:
              'Judge at least {count} lines of each kind: {real} real and {notReal} not real so far.',
            values: { count: ENOUGH_OF_EACH, real, notReal },
          })}
          data-test-subj="anomaliesJudgedTooFew"
        />
      )}
      <EuiText size="xs" className="anmSubdued">
        {i18n.translate('anomalies.judged.limits', {
          defaultMessage:
            'Only lines that were flagged once can be judged. What was missed altogether is unknown, so the share of real ones found is a best case.',
        })}
      </EuiText>
    </Panel>
  );
}
