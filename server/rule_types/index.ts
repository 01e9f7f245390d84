import type { AlertingServerSetup } from '@kbn/alerting-plugin/server';
import { LOG_ANOMALY_RULE_TYPE, LOG_INCIDENT_RULE_TYPE } from '../../common/rule_types/ids';
import { logAnomalyRuleType } from './log_anomaly/rule_type';
import { logIncidentRuleType } from './log_incident/rule_type';
import type { KibanaAddress } from './shared/app_links';

/** Ids of the rule types, for the feature's privileges. */
export const RULE_TYPE_IDS: string[] = [LOG_ANOMALY_RULE_TYPE, LOG_INCIDENT_RULE_TYPE];

/** Rules run as the user who made them: they see what that user may see. */
export function registerRuleTypes(alerting: AlertingServerSetup, address: KibanaAddress): void {
  alerting.registerType(logAnomalyRuleType(address));
  alerting.registerType(logIncidentRuleType(address));
}
