import type { RuleType } from '@kbn/alerting-plugin/server';
import type { ActionGroup } from '../../../common/rule_types/action_groups';
import { LOG_ANOMALY_RULE_TYPE } from '../../../common/rule_types/ids';
import { logAnomalyParamsSchema } from '../../../common/rule_types/log_anomaly';
import type { LogAnomalyParams } from '../../../common/rule_types/log_anomaly_params';
import type { KibanaAddress } from '../shared/app_links';
import { COMMON_RULE_TYPE } from '../shared/common_rule_type';
import { paramsValidator } from '../shared/validate_params';
import { CONTEXT_VARIABLES, type LogAnomalyContext } from './context';
import { checkLogAnomalies } from './executor';

export function logAnomalyRuleType(
  address: KibanaAddress,
): RuleType<LogAnomalyParams, Record<string, never>, Partial<LogAnomalyContext>, ActionGroup> {
  return {
    ...COMMON_RULE_TYPE,
    id: LOG_ANOMALY_RULE_TYPE,
    name: 'Log anomaly',
    validate: { params: paramsValidator(logAnomalyParamsSchema) },
    actionVariables: { context: CONTEXT_VARIABLES },
    executor: (options) => checkLogAnomalies(options, address),
  };
}
