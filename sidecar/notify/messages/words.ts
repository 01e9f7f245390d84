import { SEVERITIES, type Severity } from '../../../common/severity';

/** "1 minute", "3 incidents" */
export function plural(count: number, singular: string): string {
  return `${count} ${singular}${count === 1 ? '' : 's'}`;
}

/** "12 minutes", "1 hour 5 minutes", "2 days 3 hours" */
export function lasting(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  const parts = [
    { count: Math.floor(minutes / 1_440), unit: 'day' },
    { count: Math.floor((minutes % 1_440) / 60), unit: 'hour' },
    { count: minutes % 60, unit: 'minute' },
  ].filter(({ count }) => count > 0);
  return parts
    .slice(0, 2)
    .map(({ count, unit }) => plural(count, unit))
    .join(' ');
}

/** "2 critical, 29 major" */
export function bySeverity(counts: Partial<Record<Severity, number>>): string {
  return SEVERITIES.flatMap((severity) => {
    const count = counts[severity] ?? 0;
    return count > 0 ? [`${count} ${severity}`] : [];
  }).join(', ');
}

export function worstOf(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'low';
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "Sun 30 Mar 03:00" */
export function clock(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((it) => it.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`;
}
