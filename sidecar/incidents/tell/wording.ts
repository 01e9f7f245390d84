import type { LogLevel } from '../../../common/log_level';
import { LOG_LEVELS } from '../../../common/log_level';

/** "payments on web-3", "payments", "web-3", "the logs". */
export function entityName(host: string, service: string): string {
  if (service !== '' && host !== '') return `${service} on ${host}`;
  return service || host || 'the logs';
}

/** "12 s", "6 minutes", "3 h 20 min": so that it can be said. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 1) return 'less than a second';
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** "14:02", in UTC. */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** "1 line", "1,214 lines". */
export function counted(count: number, singular: string, many = `${singular}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singular : many}`;
}

/** "a", "a and b", "a, b and 3 more". */
export function enumerated(items: readonly string[], max: number): string {
  const shown = items.slice(0, max);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest.toLocaleString('en-US')} more`;
  if (shown.length <= 1) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

const ERROR_RANK = LOG_LEVELS.indexOf('error');

/** What began, in words that claim no more than the level says. */
export function beganTo(level: LogLevel): string {
  if (LOG_LEVELS.indexOf(level) >= ERROR_RANK) return 'began to fail';
  return level === 'warn' ? 'began to warn' : 'began to write what is unusual there';
}
