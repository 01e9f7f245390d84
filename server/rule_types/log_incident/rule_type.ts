import type { RuleType } from '@kbn/alerting-plugin/server';
import type { ActionGroup } from '../../../common/rule_types/action_groups';
import { LOG_INCIDENT_RULE_TYPE } from '../../../common/rule_types/ids';
import { logIncidentParamsSchema } from '../../../common/rule_types/log_incident';
import type { LogIncidentParams } from '../../../common/rule_types/log_incident_params';
import type { KibanaAddress } from '../shared/app_links';
import { COMMON_RULE_TYPE } from '../shared/common_rule_type';
import { paramsValidator } from '../shared/validate_params';
import { CONTEXT_VARIABLES, type LogIncidentContext } from './context';
import { checkLogIncidents, type IncidentRuleState } from './executor';

export function logIncidentRuleType(
  address: KibanaAddress,
): RuleType<LogIncidentParams, IncidentRuleState, Partial<LogIncidentContext>, ActionGroup> {
  return {
    ...COMMON_RULE_TYPE,
    id: LOG_INCIDENT_RULE_TYPE,
    name: 'Log incident',
    validate: { params: paramsValidator(logIncidentParamsSchema) },
    actionVariables: { context: CONTEXT_VARIABLES },
    executor: (options) => checkLogIncidents(options, address),
  };
}
