import type { Incident } from '../../common/incident';
import { formatCount, forTerminal, plural } from './table';

const MAX_EVENTS = 8;
const MAX_LINKS = 4;
const MAX_TEXT_CHARS = 200;

/** Incidents for a terminal, each as it would be told: what happened, where it began, in which order. */
export function formatIncidents(incidents: readonly Incident[], limit: number): string {
  const shown = incidents.slice(0, limit).map(formatIncident).join('\n');
  const more = incidents.length - limit;
  return more > 0 ? `${shown}\nand ${plural(more, 'more incident')} (--limit shows more)\n` : shown;
}

function formatIncident(incident: Incident): string {
  const { start, severity, score, title, sentence, suspect, events, links } = incident;
  const rest = incident.events_total - Math.min(MAX_EVENTS, events.length);
  return [
    `${shortTime(start)} UTC  ${severity}, score ${score.toFixed(0)}: ${forTerminal(title, MAX_TEXT_CHARS)}`,
    `  ${forTerminal(sentence, 500)}`,
    `  First suspect: ${forTerminal(suspect.why, MAX_TEXT_CHARS)}`,
    ...events.slice(0, MAX_EVENTS).map(({ at, host, service, lines, message }) => {
      const where = [host, service].filter((name) => name !== '').join('/');
      return `    ${at.slice(11, 19)}  ${formatCount(lines).padStart(5)} ×  ${where}  ${forTerminal(message, 120)}`;
    }),
    ...(rest > 0 ? [`    and ${plural(rest, 'more pattern')}`] : []),
    ...links.slice(0, MAX_LINKS).map(({ text }) => `  - ${forTerminal(text, MAX_TEXT_CHARS)}`),
    '',
  ].join('\n');
}

/** 2026-01-05 09:03 */
export function shortTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
