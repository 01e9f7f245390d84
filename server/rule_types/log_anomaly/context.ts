import type { LogAnomalyParams } from '../../../common/rule_types/log_anomaly_params';
import { SEVERITY_BANDS, severityOf } from '../../../common/severity';
import type { AppLinks } from '../shared/app_links';
import type { Episode } from '../shared/sliding_window';
import type { GroupDetails, IncidentRef, TopLine } from './details';

/** What an action can say. Flat names, since they are typed into templates by hand. */
export interface LogAnomalyContext extends Record<string, unknown> {
  message: string;
  group: string;
  count: number;
  threshold: number;
  window: string;
  severity: string;
  score: number;
  hosts: string;
  services: string;
  topLines: {
    time: string;
    host: string;
    service: string;
    score: number;
    severity: string;
    message: string;
    reason: string;
  }[];
  topLinesText: string;
  link: string;
  incidentTitle: string;
  incidentSentence: string;
  incidentLink: string;
  date: string;
}

export const CONTEXT_VARIABLES: { name: keyof LogAnomalyContext & string; description: string }[] =
  [
    { name: 'message', description: 'What happened, in a sentence.' },
    { name: 'group', description: 'The host, service or pattern; "all" where nothing is grouped.' },
    { name: 'count', description: 'Flagged lines within the window.' },
    { name: 'threshold', description: 'The count that was passed.' },
    { name: 'window', description: 'How long the window is, such as 5m.' },
    { name: 'severity', description: 'Severity of the highest score.' },
    { name: 'score', description: 'The highest score, 0–100.' },
    { name: 'hosts', description: 'Affected hosts, the one with the most lines first.' },
    { name: 'services', description: 'Affected services, the one with the most lines first.' },
    { name: 'topLines', description: 'The strangest lines, at most five, each with its reason.' },
    { name: 'topLinesText', description: 'The same as text, a line each.' },
    { name: 'link', description: 'Address of these lines in the app.' },
    { name: 'incidentTitle', description: 'Title of the incident that the lines belong to.' },
    { name: 'incidentSentence', description: 'That incident, in a sentence.' },
    { name: 'incidentLink', description: 'Address of that incident; of the lines where none is.' },
    { name: 'date', description: 'When the rule ran.' },
  ];

const MAX_MESSAGE_CHARS = 500;
/** A period in the app ends before its last millisecond. */
const END_MS = 1;

export const windowText = ({ windowSize, windowUnit }: LogAnomalyParams): string =>
  `${windowSize}${windowUnit}`;

/** @param details of the group, undefined where its lines are gone meanwhile */
export function contextOf(
  params: LogAnomalyParams,
  group: string,
  { peakLines, maxScore }: Pick<Episode, 'peakLines' | 'maxScore'>,
  details: GroupDetails | undefined,
  incident: IncidentRef | undefined,
  links: AppLinks,
  atMs: number,
): LogAnomalyContext {
  const topLines = (details?.topLines ?? []).map(lineOf);
  const name = nameOf(params, group, details);
  const hosts = (details?.hosts ?? []).join(', ');
  const link = links.anomalies(filtersOf(params, group), {
    fromMs: details?.firstMs ?? atMs,
    toMs: (details?.lastMs ?? atMs) + END_MS,
  });
  return {
    message: messageOf(params, name, peakLines, hosts, incident),
    group: name,
    count: peakLines,
    threshold: params.count,
    window: windowText(params),
    severity: severityOf(maxScore),
    score: Math.floor(maxScore),
    hosts,
    services: (details?.services ?? []).join(', '),
    topLines,
    topLinesText: topLines
      .map(({ time, host, message, reason }) => `${time} ${host}: ${message} (${reason})`)
      .join('\n'),
    link,
    incidentTitle: incident?.title ?? '',
    incidentSentence: incident?.sentence ?? '',
    incidentLink: incident ? links.incident(incident.id) : link,
    date: new Date(atMs).toISOString(),
  };
}

/** For an alert that is over. */
export function recoveryContext(
  params: LogAnomalyParams,
  group: string,
  links: AppLinks,
  atMs: number,
  windowMs: number,
): Partial<LogAnomalyContext> {
  return {
    message: `No more than ${params.count} flagged lines within ${windowText(params)} any more${groupSuffix(params, group)}.`,
    group,
    threshold: params.count,
    window: windowText(params),
    link: links.anomalies(filtersOf(params, group), { fromMs: atMs - windowMs, toMs: atMs }),
    date: new Date(atMs).toISOString(),
  };
}

function messageOf(
  params: LogAnomalyParams,
  name: string,
  lines: number,
  hosts: string,
  incident: IncidentRef | undefined,
): string {
  const where =
    params.groupBy === 'none' || params.groupBy === 'pattern'
      ? hosts === ''
        ? ''
        : ` on ${hosts}`
      : '';
  const counted = `${lines} flagged ${lines === 1 ? 'line' : 'lines'} within ${windowText(params)}${where}${groupSuffix(params, name)}`;
  return incident ? `${counted}. ${incident.sentence}` : `${counted}.`;
}

const groupSuffix = ({ groupBy }: LogAnomalyParams, name: string): string =>
  groupBy === 'none' ? '' : `, ${groupBy} ${name}`;

/** A pattern's id says nothing: its text does. */
function nameOf(params: LogAnomalyParams, group: string, details: GroupDetails | undefined) {
  if (params.groupBy !== 'pattern') return group;
  return details?.topLines[0]?.document.anomaly.template.text ?? group;
}

function filtersOf(params: LogAnomalyParams, group: string): Record<string, unknown> {
  const minBand = SEVERITY_BANDS.findIndex(({ severity }) => severity === params.minSeverity);
  const texts = [
    ...(params.filter ? [`(${params.filter})`] : []),
    ...(params.minScore ? [`score >= ${params.minScore}`] : []),
    ...(params.source ? [`source.index : ${params.source}`] : []),
  ];
  return {
    severity: SEVERITY_BANDS.slice(0, minBand + 1).map(({ severity }) => severity),
    ...(texts.length > 0 ? { query: texts.join(' and ') } : {}),
    ...(params.groupBy === 'none' ? {} : { [params.groupBy]: [group] }),
  };
}

const lineOf = ({ document }: TopLine): LogAnomalyContext['topLines'][number] => ({
  time: document['@timestamp'],
  host: document.host.name,
  service: document.service.name,
  score: Math.floor(document.anomaly.score),
  severity: document.anomaly.severity,
  message: document.message.slice(0, MAX_MESSAGE_CHARS),
  reason: document.anomaly.reasons[0]?.text ?? '',
});
