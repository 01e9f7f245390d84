import type { StoredIncident } from '../../common/incident';
import { SEVERITIES, type Severity } from '../../common/severity';

/** This severity and all worse ones. */
export function atLeast(severity: Severity): Severity[] {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
}

/** What people are told, in words. */
export interface Message {
  title: string;
  text: string;
  severity: Severity;
  /** Flagged lines, or incidents. */
  count: number;
  /** Where to look; empty where nobody said where the app is. */
  url: string;
  time: string;
  /** Name of the rule. */
  rule: string;
}

export interface FlaggedLine {
  message: string;
  host: string;
  service: string;
  score: number;
  severity: Severity;
}

/** More of them would make a message that nobody reads. */
const MAX_LISTED = 10;
const MAX_LINE_CHARS = 300;

interface Context {
  rule: string;
  /** Where the app is; null where that is not known. */
  publicUrl: string | null;
  nowMs: number;
}

export function countMessage(
  found: { lines: number; withinMinutes: number; moreThan: number; worst: FlaggedLine },
  severity: Severity,
  context: Context,
): Message {
  const { lines, withinMinutes, moreThan, worst } = found;
  const where = [worst.service, worst.host].filter((name) => name !== '').join(' on ');
  const text = [
    `${lines} flagged lines of severity ${severity} or worse in the last ${minutes(withinMinutes)}; more than ${moreThan} were to be told.`,
    `The strangest, score ${Math.floor(worst.score)}${where === '' ? '' : `, of ${where}`}: ${worst.message.slice(0, MAX_LINE_CHARS)}`,
  ].join('\n');
  const title = `${lines} flagged lines in ${minutes(withinMinutes)}`;
  return finish(
    title,
    text,
    worst.severity,
    lines,
    linesUrl(severity, withinMinutes, context),
    context,
  );
}

/** One message for all incidents that are new, the worst first. */
export function incidentMessage(incidents: readonly StoredIncident[], context: Context): Message {
  const [worst] = incidents;
  const rest = incidents.length - MAX_LISTED;
  const listed = incidents.slice(0, MAX_LISTED).map((incident) => {
    const link = incidentUrl(incident.id, context);
    const sentence = `${capital(incident.severity)}: ${incident.sentence}`;
    return incidents.length > 1 && link !== '' ? `${sentence}\n${link}` : sentence;
  });
  if (rest > 0) listed.push(`And ${rest} more.`);
  const isOne = incidents.length === 1;
  const title = isOne
    ? `New ${worst.severity} incident: ${worst.title}`
    : `${incidents.length} new incidents, the worst ${worst.severity}: ${worst.title}`;
  const url = isOne ? incidentUrl(worst.id, context) : pageUrl('incidents', context);
  return finish(title, listed.join('\n\n'), worst.severity, incidents.length, url, context);
}

export function testMessage(context: Context): Message {
  const text =
    'This is a test of a notifier of Anomalies. If it reached you, messages of its rules will, too.';
  return finish('Test of Anomalies', text, 'low', 0, pageUrl('overview', context), context);
}

/** The message as one text, for where there is no title or link of its own. */
export function plainText({ text, url }: Message): string {
  return url === '' ? text : `${text}\n\n${url}`;
}

function finish(
  title: string,
  text: string,
  severity: Severity,
  count: number,
  url: string,
  { rule, nowMs }: Context,
): Message {
  const time = new Date(nowMs).toISOString();
  return { title: oneLine(title), text, severity, count, url, time, rule };
}

function pageUrl(path: string, { publicUrl }: Context): string {
  return publicUrl === null ? '' : `${publicUrl.replace(/\/+$/, '')}/${path}`;
}

function incidentUrl(id: string, context: Context): string {
  return pageUrl(`incidents/${encodeURIComponent(id)}`, context);
}

/** The Anomalies page with just those lines; a quarter of an hour around, since lines may be older than their finding. */
function linesUrl(severity: Severity, withinMinutes: number, context: Context): string {
  const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  const fromMs = context.nowMs - (withinMinutes + 15) * 60_000;
  const period = `_g=(time:(from:'${at(fromMs)}',to:'${at(context.nowMs)}'))`;
  const filter = `_a=(severity:!(${atLeast(severity).join(',')}))`;
  return pageUrl(`anomalies?${period}&${filter}`, context);
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, MAX_LINE_CHARS);
}
