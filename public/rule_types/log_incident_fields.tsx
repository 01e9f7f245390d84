import { EuiFlexGroup, EuiFlexItem, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RuleTypeParamsExpressionProps } from '@kbn/triggers-actions-ui-plugin/public';
import {
  LOG_INCIDENT_BOUNDS as bounds,
  LOG_INCIDENT_DEFAULTS as defaults,
  type LogIncidentParams,
} from '../../common/rule_types/log_incident_params';
import { NumberRow } from '../components/form_rows/number_row';
import { SeverityRow } from '../components/form_rows/severity_row';
import { TextRow } from '../components/form_rows/text_row';

/** Which incidents alert, and when they are over. */
export function LogIncidentFields({
  ruleParams,
  setRuleParams,
  errors,
}: RuleTypeParamsExpressionProps<LogIncidentParams>) {
  const params = { ...defaults, ...ruleParams };
  return (
    <>
      <EuiFlexGroup gutterSize="s">
        <EuiFlexItem>
          <SeverityRow
            value={params.minSeverity}
            onChange={(value) => setRuleParams('minSeverity', value)}
          />
        </EuiFlexItem>
        <EuiFlexItem>
          <NumberRow
            label={i18n.translate('anomalies.ruleForm.minLines', {
              defaultMessage: 'Flagged lines at least',
            })}
            value={params.minLines}
            bounds={bounds.minLines}
            errors={errors.minLines}
            onChange={(value) => setRuleParams('minLines', value)}
            data-test-subj="anomaliesRuleMinLines"
          />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      <EuiFlexGroup gutterSize="s">
        <EuiFlexItem>
          <TextRow
            label={i18n.translate('anomalies.ruleForm.host', {
              defaultMessage: 'Only on this host',
            })}
            value={params.host}
            onChange={(value) => setRuleParams('host', value)}
            data-test-subj="anomaliesRuleHost"
          />
        </EuiFlexItem>
        <EuiFlexItem>
          <TextRow
            label={i18n.translate('anomalies.ruleForm.service', {
              defaultMessage: 'Only of this service',
            })}
            value={params.service}
            onChange={(value) => setRuleParams('service', value)}
            data-test-subj="anomaliesRuleService"
          />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      <NumberRow
        label={i18n.translate('anomalies.ruleForm.quiet', {
          defaultMessage: 'Over after so many minutes without a line',
        })}
        value={params.quietMinutes}
        bounds={bounds.quietMinutes}
        errors={errors.quietMinutes}
        onChange={(value) => setRuleParams('quietMinutes', value)}
        data-test-subj="anomaliesRuleQuiet"
      />
    </>
  );
}
