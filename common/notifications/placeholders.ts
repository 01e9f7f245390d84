import type { Severity } from '../severity';
import type { Message } from './message';

/** As PagerDuty names severities. */
const LEVELS: Record<Severity, string> = {
  critical: 'critical',
  major: 'error',
  minor: 'warning',
  warning: 'warning',
  low: 'info',
};

/** As Opsgenie names priorities. */
const PRIORITIES: Record<Severity, string> = {
  critical: 'P1',
  major: 'P2',
  minor: 'P3',
  warning: 'P4',
  low: 'P5',
};

/** What a template may name, and what is put in. */
export const PLACEHOLDERS = {
  title: ({ title }) => title,
  text: ({ text }) => text,
  status: ({ status }) => status,
  /** As PagerDuty names it. */
  action: ({ status }) => (status === 'recovered' ? 'resolve' : 'trigger'),
  severity: ({ severity }) => severity,
  level: ({ severity }) => LEVELS[severity],
  priority: ({ severity }) => PRIORITIES[severity],
  count: ({ count }) => String(count),
  host: ({ host }) => host,
  service: ({ service }) => service,
  rule: ({ rule }) => rule,
  rule_id: ({ rule_id: id }) => id,
  url: ({ url }) => url,
  time: ({ time }) => time,
  since: ({ since }) => since,
  duration_minutes: ({ duration_minutes: minutes }) => String(minutes),
  key: ({ key }) => key,
  id: ({ id }) => id,
} satisfies Record<string, (message: Message) => string>;

export type Placeholder = keyof typeof PLACEHOLDERS;
export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as Placeholder[];
