import { i18n } from '@kbn/i18n';
import {
  DEFAULT_MAX_PER_HOUR,
  type Notifier,
  type NotifierType,
} from '../../../../common/api/settings/notifiers';
import type { Rule } from '../../../../common/api/settings/rules';

export const NOTIFIER_LABELS: Record<NotifierType, string> = {
  email: i18n.translate('anomalies.notifier.email', { defaultMessage: 'Mail' }),
  slack: i18n.translate('anomalies.notifier.slack', { defaultMessage: 'Slack' }),
  webhook: i18n.translate('anomalies.notifier.webhook', { defaultMessage: 'Webhook' }),
};

export const NOTIFIER_ICONS: Record<NotifierType, string> = {
  email: 'email',
  slack: 'logoSlack',
  webhook: 'logoWebhook',
};

export const RULE_LABELS: Record<Rule['kind'], string> = {
  count: i18n.translate('anomalies.rule.count', { defaultMessage: 'Many flagged lines' }),
  incident: i18n.translate('anomalies.rule.incident', { defaultMessage: 'New incident' }),
};

const BODY = `{
  "title": "{{title}}",
  "text": "{{text}}",
  "status": "{{status}}",
  "severity": "{{severity}}",
  "url": "{{url}}"
}`;

/** "email-2" where there is an "email-1" already. */
export function freeId(prefix: string, taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = 1;
  while (ids.has(`${prefix}-${number}`)) number++;
  return `${prefix}-${number}`;
}

export function newNotifier(type: NotifierType, taken: readonly Notifier[]): Notifier {
  const common = {
    id: freeId(type, taken),
    name: NOTIFIER_LABELS[type],
    enabled: true,
    max_per_hour: DEFAULT_MAX_PER_HOUR,
  };
  switch (type) {
    case 'email':
      return { ...common, type, host: '', port: 587, security: 'starttls', from: '', to: [] };
    case 'slack':
      return { ...common, type, url_secret: '' };
    case 'webhook':
      return { ...common, type, url: '', headers: [], body: BODY };
  }
}

export function newRule(
  kind: Rule['kind'],
  taken: readonly Rule[],
  notifiers: readonly Notifier[],
): Rule {
  const common = {
    id: freeId(kind, taken),
    name: RULE_LABELS[kind],
    enabled: true,
    severity: 'major' as const,
    hosts: [],
    services: [],
    recovery: true,
    critical_at_once: false,
    notifiers: notifiers.map(({ id }) => id),
  };
  return kind === 'count'
    ? { ...common, kind, indices: [], more_than: 5, within_minutes: 5, cooldown_minutes: 60 }
    : { ...common, kind, cooldown_minutes: 5 };
}
