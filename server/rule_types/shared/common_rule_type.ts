import type { ActionGroup } from '../../../common/rule_types/action_groups';

/** What both rule types have in common. */
export const COMMON_RULE_TYPE = {
  actionGroups: [
    { id: 'critical', name: 'Critical' },
    { id: 'warning', name: 'Warning' },
  ] satisfies { id: ActionGroup; name: string }[],
  defaultActionGroupId: 'critical' as ActionGroup,
  minimumLicenseRequired: 'basic' as const,
  isExportable: true,
  category: 'observability',
  producer: 'anomalies',
  doesSetRecoveryContext: true,
  defaultScheduleInterval: '1m',
  ruleTaskTimeout: '1m',
};
