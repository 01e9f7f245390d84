import type { CountRule } from '../../../common/api/settings/rules';
import type { StoredIncident } from '../../../common/incident';
import type { Message } from '../../../common/notifications/message';
import type { FlaggedCount } from '../rules/find_news';
import type { Held, Over } from '../state';
import { messageOf, type MessageContext } from './context';
import { describeLine } from './flagged_line';
import { aboutIncidents, listed } from './incident';
import { linesUrl, pageUrl } from './links';
import { bySeverity, capital, clock, lasting, plural, worstOf } from './words';

export interface DigestContext extends MessageContext {
  key: string;
  /** In which times are told. */
  timeZone: string;
}

/** One message on all lines since something was held back; null where there is nothing to tell any more. */
export function countDigest(
  rule: CountRule,
  held: Held,
  { found, isOn }: { found: FlaggedCount; isOn: boolean },
  context: DigestContext,
): Message | null {
  if (found.lines === 0 && held.over.length === 0) return null;
  const { key, nowMs, publicUrl } = context;
  const sinceMs = Date.parse(held.since);
  const since = sinceWords(sinceMs, context);
  const paragraphs = [
    `${plural(found.lines, 'flagged line')} of severity ${rule.severity} or worse since ${since}: ${bySeverity(found.bySeverity)}.`,
    ...firingWords(rule, held, isOn),
    found.worst.map((line) => capital(describeLine(line))).join('\n'),
    ...overWords(held),
  ];
  const [worst] = found.worst;
  const title =
    found.lines > 0 ? `${plural(found.lines, 'flagged line')} since ${since}` : overTitleOf(held);
  return messageOf(
    {
      status: 'digest',
      key,
      title,
      text: (found.lines > 0 ? paragraphs.filter((it) => it !== '') : overWords(held)).join('\n\n'),
      severity: worst?.severity ?? worstOf(held.over.map(({ severity }) => severity)),
      count: found.lines,
      host: worst?.host,
      service: worst?.service,
      url: linesUrl(rule, { fromMs: sinceMs, toMs: nowMs }, publicUrl),
      sinceMs,
      untilMs: nowMs,
    },
    context,
  );
}

/** One message on all incidents since something was held back; null where there is nothing to tell any more. */
export function incidentDigest(
  held: Held,
  incidents: readonly StoredIncident[],
  isOver: (incident: StoredIncident) => boolean,
  context: DigestContext,
): Message | null {
  if (incidents.length === 0 && held.over.length === 0) return null;
  const { key, nowMs, publicUrl } = context;
  const sinceMs = Date.parse(held.since);
  const [worst] = incidents;
  const counts: Partial<Record<StoredIncident['severity'], number>> = {};
  for (const { severity } of incidents) counts[severity] = (counts[severity] ?? 0) + 1;
  const since = sinceWords(sinceMs, context);
  const remark = (incident: StoredIncident) => (isOver(incident) ? ', over' : ', still on');
  const head = `${plural(incidents.length, 'incident')} since ${since}: ${bySeverity(counts)}.`;
  const told = incidents.length > 0 ? [head, ...listed(incidents, context, remark)] : [];
  return messageOf(
    {
      severity: worstOf(held.over.map(({ severity }) => severity)),
      count: 0,
      ...(worst ? aboutIncidents(incidents) : {}),
      status: 'digest',
      key,
      title: worst
        ? `${plural(incidents.length, 'incident')} since ${since}, the worst ${worst.severity}: ${worst.title}`
        : overTitleOf(held),
      text: [...told, ...overWords(held)].join('\n\n'),
      url: pageUrl('incidents', publicUrl),
      sinceMs,
      untilMs: nowMs,
    },
    context,
  );
}

function sinceWords(sinceMs: number, { timeZone }: DigestContext): string {
  return `${clock(sinceMs, timeZone)} (${timeZone})`;
}

function firingWords(rule: CountRule, { firings }: Held, isOn: boolean): string[] {
  const what = `more than ${rule.more_than} in ${lasting(rule.within_minutes)}`;
  if (firings === 0) return isOn ? [`There still are ${what}.`] : [];
  const times = firings === 1 ? 'once' : `${firings} times`;
  return [`It came to ${what} ${times}${isOn ? ', and still does' : ''}.`];
}

function overWords({ over, more_over: more }: Held): string[] {
  const lines = over.map(describeOver);
  if (more > 0) lines.push(`And ${more} more are over.`);
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function describeOver({ title, duration_minutes: minutes }: Over): string {
  return `Over after ${lasting(minutes)}: ${title}`;
}

function overTitleOf({ over, more_over: more }: Held): string {
  const count = over.length + more;
  return count === 1 ? `Over: ${over[0].title}` : `${count} that were told are over`;
}
