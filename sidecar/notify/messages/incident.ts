import type { StoredIncident } from '../../../common/incident';
import type { Message } from '../../../common/notifications/message';
import { messageOf, wholeMinutes, type MessageContext } from './context';
import { incidentUrl, pageUrl } from './links';
import { capital, lasting } from './words';

/** More of them would make a message that nobody reads. */
export const MAX_LISTED = 10;

/** One message for all incidents that are new, the worst first. */
export function incidentFiring(
  incidents: readonly StoredIncident[],
  key: string,
  context: MessageContext,
): Message {
  const [worst] = incidents;
  const isOne = incidents.length === 1;
  const title = isOne
    ? `New ${worst.severity} incident: ${worst.title}`
    : `${incidents.length} new incidents, the worst ${worst.severity}: ${worst.title}`;
  return messageOf(
    {
      status: 'firing',
      key,
      title,
      text: listed(incidents, context).join('\n\n'),
      url: isOne
        ? incidentUrl(worst.id, context.publicUrl)
        : pageUrl('incidents', context.publicUrl),
      ...aboutIncidents(incidents),
      untilMs: context.nowMs,
    },
    context,
  );
}

/** All incidents of a message are over. */
export function incidentsOver(
  over: { key: string; title: string; severity: Message['severity']; count: number; why: string },
  period: { sinceMs: number; untilMs: number; url: string },
  context: MessageContext,
): Message {
  const { why, title, ...rest } = over;
  const { sinceMs, untilMs, url } = period;
  const minutes = wholeMinutes(untilMs - sinceMs);
  return messageOf(
    {
      status: 'recovered',
      ...rest,
      title: `Over: ${title}`,
      text: `${why} It lasted ${lasting(minutes)}.`,
      url,
      sinceMs,
      untilMs,
    },
    context,
  );
}

/** What stands in a message about incidents, whatever it tells of them. */
export function aboutIncidents(incidents: readonly StoredIncident[]) {
  const [worst] = incidents;
  return {
    severity: worst.severity,
    count: incidents.length,
    host: worst.hosts.join(', '),
    service: worst.services.join(', '),
    sinceMs: Math.min(...incidents.map(({ start }) => Date.parse(start))),
  };
}

/** A paragraph for each, with a link where there are several. */
export function listed(
  incidents: readonly StoredIncident[],
  { publicUrl }: MessageContext,
  remark: (incident: StoredIncident) => string = () => '',
): string[] {
  const paragraphs = incidents.slice(0, MAX_LISTED).map((incident) => {
    const link = incidentUrl(incident.id, publicUrl);
    const sentence = `${capital(incident.severity)}${remark(incident)}: ${incident.sentence}`;
    return incidents.length > 1 && link !== '' ? `${sentence}\n${link}` : sentence;
  });
  const rest = incidents.length - MAX_LISTED;
  if (rest > 0) paragraphs.push(`And ${rest} more.`);
  return paragraphs;
}
