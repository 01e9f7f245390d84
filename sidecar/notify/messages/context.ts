import { randomUUID } from 'node:crypto';
import type { Rule } from '../../../common/api/settings/rules';
import type { Message } from '../../../common/notifications/message';
import { MAX_LINE_CHARS } from './flagged_line';

export interface MessageContext {
  rule: Pick<Rule, 'id' | 'name'>;
  /** Where the app is; null where that is not known. */
  publicUrl: string | null;
  nowMs: number;
}

type Told = Pick<Message, 'status' | 'key' | 'title' | 'text' | 'severity' | 'count' | 'url'> & {
  sinceMs: number;
  untilMs: number;
} & Partial<Pick<Message, 'host' | 'service'>>;

/** A state document holds whole messages, which must not grow with what a server writes into its logs. */
const MAX_TEXT_CHARS = 8_000;

export function messageOf(told: Told, { rule, nowMs }: MessageContext): Message {
  const { sinceMs, untilMs, title, text, host = '', service = '', ...rest } = told;
  return {
    id: randomUUID(),
    ...rest,
    title: oneLine(title),
    text: text.slice(0, MAX_TEXT_CHARS),
    host: oneLine(host),
    service: oneLine(service),
    rule: rule.name,
    rule_id: rule.id,
    time: new Date(nowMs).toISOString(),
    since: new Date(sinceMs).toISOString(),
    duration_minutes: wholeMinutes(untilMs - sinceMs),
  };
}

export function wholeMinutes(ms: number): number {
  return Math.max(0, Math.round(ms / 60_000));
}

/** The message as one text, for where there is no title or link of its own. */
export function plainText({ text, url }: Message): string {
  return url === '' ? text : `${text}\n\n${url}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, MAX_LINE_CHARS);
}
