import type { Severity } from '../../../common/severity';

export interface FlaggedLine {
  message: string;
  host: string;
  service: string;
  score: number;
  severity: Severity;
}

/** More of it would make a message that nobody reads. */
export const MAX_LINE_CHARS = 300;

/** "score 83, of kernel on db-1: the line" */
export function describeLine({ message, host, service, score }: FlaggedLine): string {
  const where = [service, host].filter((name) => name !== '').join(' on ');
  const of = where === '' ? '' : `, of ${where}`;
  return `score ${Math.floor(score)}${of}: ${message.slice(0, MAX_LINE_CHARS)}`;
}
