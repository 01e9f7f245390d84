import { i18n } from '@kbn/i18n';
import type { Notifier } from '../../../../common/api/settings/notifiers';
import { WEEKDAYS, type QuietWindow, type Rule } from '../../../../common/api/settings/rules';
import { SEVERITY_LABELS } from '../../../lib/severity';
import { weekdayName } from './weekdays';

/** What a rule does, in words: "More than 5 lines of severity Minor or worse in 5 minutes, on host web-*, to Ops mail." */
export function ruleSentence(rule: Rule, notifiers: readonly Notifier[]): string {
  const names = notifiers.filter(({ id }) => rule.notifiers.includes(id)).map(({ name }) => name);
  const parts = [
    whatText(rule),
    ...whereTexts(rule),
    names.length > 0
      ? i18n.translate('anomalies.ruleText.to', {
          defaultMessage: 'to {names}',
          values: { names: names.join(', ') },
        })
      : i18n.translate('anomalies.ruleText.toNobody', { defaultMessage: 'to nobody' }),
    ...whenTexts(rule),
  ];
  return `${parts.join(', ')}.`;
}

function whatText(rule: Rule): string {
  const severity = SEVERITY_LABELS[rule.severity];
  return rule.kind === 'count'
    ? i18n.translate('anomalies.ruleText.count', {
        defaultMessage:
          'More than {moreThan, plural, one {# line} other {# lines}} of severity {severity} or worse in {minutes, plural, one {# minute} other {# minutes}}',
        values: { moreThan: rule.more_than, severity, minutes: rule.within_minutes },
      })
    : i18n.translate('anomalies.ruleText.incident', {
        defaultMessage: 'Each new incident of severity {severity} or worse',
        values: { severity },
      });
}

function whereTexts(rule: Rule): string[] {
  const texts: string[] = [];
  if (rule.hosts.length > 0) {
    texts.push(
      i18n.translate('anomalies.ruleText.hosts', {
        defaultMessage: 'on host {names}',
        values: { names: anyOf(rule.hosts) },
      }),
    );
  }
  if (rule.services.length > 0) {
    texts.push(
      i18n.translate('anomalies.ruleText.services', {
        defaultMessage: 'of service {names}',
        values: { names: anyOf(rule.services) },
      }),
    );
  }
  if (rule.kind === 'count' && rule.indices.length > 0) {
    texts.push(
      i18n.translate('anomalies.ruleText.indices', {
        defaultMessage: 'from index {names}',
        values: { names: anyOf(rule.indices) },
      }),
    );
  }
  return texts;
}

function whenTexts({ digest, quiet, critical_at_once: isUrgent, recovery }: Rule): string[] {
  const texts: string[] = [];
  if (digest?.kind === 'interval') {
    texts.push(
      i18n.translate('anomalies.ruleText.interval', {
        defaultMessage: 'summed up every {minutes} minutes',
        values: { minutes: digest.every_minutes },
      }),
    );
  } else if (digest) {
    texts.push(
      i18n.translate('anomalies.ruleText.daily', {
        defaultMessage: 'summed up daily at {at}',
        values: { at: digest.at },
      }),
    );
  }
  if (quiet) {
    texts.push(
      i18n.translate('anomalies.ruleText.quiet', {
        defaultMessage: 'quiet {times}',
        values: { times: anyOf(quiet.windows.map(windowText)) },
      }),
    );
  }
  if (isUrgent && (digest ?? quiet)) {
    texts.push(
      i18n.translate('anomalies.ruleText.critical', { defaultMessage: 'critical ones at once' }),
    );
  }
  if (!recovery) {
    texts.push(
      i18n.translate('anomalies.ruleText.noRecovery', {
        defaultMessage: 'without word when it is over',
      }),
    );
  }
  return texts;
}

function windowText({ days, from, to }: QuietWindow): string {
  const times = `${from}–${to}`;
  if (days.length === WEEKDAYS.length) return times;
  return `${days.map(weekdayName).join(' ')} ${times}`;
}

function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat(i18n.getLocale(), { type: 'disjunction' }).format(names);
}
