import type { HttpSetup } from '@kbn/core/public';
import type { RuleTypeParamsExpressionProps } from '@kbn/triggers-actions-ui-plugin/public';
import type { LogAnomalyParams } from '../../common/rule_types/log_anomaly_params';
import type { LogIncidentParams } from '../../common/rule_types/log_incident_params';
import { LogAnomalyFields } from './log_anomaly_fields';
import { LogIncidentFields } from './log_incident_fields';
import { RulePreviewPanel } from './rule_preview_panel';

/** The form of the rule type "Log anomaly", with what the rule would have fired. */
export function logAnomalyForm(http: HttpSetup) {
  return function LogAnomalyForm(props: RuleTypeParamsExpressionProps<LogAnomalyParams>) {
    return (
      <>
        <LogAnomalyFields {...props} />
        <RulePreviewPanel http={http} request={{ type: 'log_anomaly', params: props.ruleParams }} />
      </>
    );
  };
}

/** The form of the rule type "Log incident", with what the rule would have fired. */
export function logIncidentForm(http: HttpSetup) {
  return function LogIncidentForm(props: RuleTypeParamsExpressionProps<LogIncidentParams>) {
    return (
      <>
        <LogIncidentFields {...props} />
        <RulePreviewPanel
          http={http}
          request={{ type: 'log_incident', params: props.ruleParams }}
        />
      </>
    );
  };
}
