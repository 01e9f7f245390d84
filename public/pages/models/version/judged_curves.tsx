import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Evaluation } from '../../../../common/app_api/evaluation/schema';
import { Panel } from '../../../components/panel';
import { confusionAt, curveOf, share } from '../../../lib/judged_lines';
import { PrecisionRecallChart } from './precision_recall_chart';

/** Precision against recall, and false alarms against recall, over all thresholds. */
export function JudgedCurves({ evaluation, draft }: { evaluation: Evaluation; draft: number }) {
  const points = curveOf(evaluation.judged);
  const { found, falseAlarms, missed } = confusionAt(evaluation.judged, draft);
  return (
    <Panel
      title={i18n.translate('anomalies.curve.title', { defaultMessage: 'Found against real' })}
      remark={i18n.translate('anomalies.curve.remark', {
        defaultMessage: 'each point is a threshold',
      })}
      data-test-subj="anomaliesCurves"
    >
      {points.length < 2 ? (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.curve.empty', {
            defaultMessage:
              'The curve is drawn when lines of two different scores are judged. Judge some on the Anomalies page.',
          })}
        </EuiText>
      ) : (
        <PrecisionRecallChart
          points={points}
          now={{
            recall: share(found, found + missed),
            precision: share(found, found + falseAlarms),
          }}
          thresholdPct={draft}
        />
      )}
    </Panel>
  );
}
