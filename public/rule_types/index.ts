import { i18n } from '@kbn/i18n';
import type { CoreSetup } from '@kbn/core/public';
import type {
  RuleTypeParamsExpressionProps,
  TriggersAndActionsUISetup,
} from '@kbn/triggers-actions-ui-plugin/public';
import { lazy, type ComponentType } from 'react';
import { LOG_ANOMALY_RULE_TYPE, LOG_INCIDENT_RULE_TYPE } from '../../common/rule_types/ids';
import {
  LOG_ANOMALY_BOUNDS,
  type LogAnomalyParams,
} from '../../common/rule_types/log_anomaly_params';
import {
  LOG_INCIDENT_BOUNDS,
  type LogIncidentParams,
} from '../../common/rule_types/log_incident_params';
import { validateNumbers } from './validate_numbers';

type Form<Params> = ComponentType<RuleTypeParamsExpressionProps<Params>>;

/** Both rule types in Kibana's own screen for rules; the forms load when one is opened. */
export function registerRuleForms(
  { ruleTypeRegistry }: TriggersAndActionsUISetup,
  core: CoreSetup<object>,
): void {
  const load = async () => {
    const [forms, [{ http }]] = await Promise.all([
      import(/* webpackChunkName: "rule_forms" */ './forms.js'),
      core.getStartServices(),
    ]);
    return { forms, http };
  };
  ruleTypeRegistry.register<LogAnomalyParams>({
    id: LOG_ANOMALY_RULE_TYPE,
    description: i18n.translate('anomalies.ruleForm.anomaly.description', {
      defaultMessage: 'Alert when too many log lines are flagged within a time.',
    }),
    iconClass: 'machineLearningApp',
    documentationUrl: null,
    requiresAppContext: false,
    validate: (params) => validateNumbers(params, LOG_ANOMALY_BOUNDS),
    ruleParamsExpression: lazy(async () => {
      const { forms, http } = await load();
      return { default: forms.logAnomalyForm(http) satisfies Form<LogAnomalyParams> };
    }),
    defaultActionMessage:
      '{{context.message}}\n\n{{context.topLinesText}}\n\n{{context.incidentLink}}',
    defaultRecoveryMessage: '{{context.message}}',
  });
  ruleTypeRegistry.register<LogIncidentParams>({
    id: LOG_INCIDENT_RULE_TYPE,
    description: i18n.translate('anomalies.ruleForm.incident.description', {
      defaultMessage: 'Alert when related flagged lines make an incident, once for each.',
    }),
    iconClass: 'machineLearningApp',
    documentationUrl: null,
    requiresAppContext: false,
    validate: (params) => validateNumbers(params, LOG_INCIDENT_BOUNDS),
    ruleParamsExpression: lazy(async () => {
      const { forms, http } = await load();
      return { default: forms.logIncidentForm(http) satisfies Form<LogIncidentParams> };
    }),
    defaultActionMessage: '{{context.message}}\n\n{{context.link}}',
    defaultRecoveryMessage: '{{context.message}}',
  });
}
