import type { OpenSessions } from './open_sessions';
import { rangeOf, type SessionBatch } from './session_batch';

/** Tokens that stand behind the templates 0 … templates − 1: any event that training never saw, and the marks. */
export const unseenToken = (templates: number) => templates;
export const endToken = (templates: number) => templates + 1;
export const startToken = (templates: number) => templates + 2;
/** Templates and the three tokens behind them. */
export const tokenCount = (templates: number) => templates + 3;

export function tokenName(token: number, templates: number): string {
  if (token === unseenToken(templates)) return 'new';
  if (token === endToken(templates)) return 'end';
  return token === startToken(templates) ? 'start' : `template:${token}`;
}

/** Events of a session that stand behind its start mark; the end mark only where it has surely ended. */
export function tokensOf(batch: SessionBatch, session: number, open: OpenSessions): Int32Array {
  const [from, to] = rangeOf(batch, session);
  const ended = open.mayBeOpen(batch, session) ? 0 : 1;
  const tokens = new Int32Array(to - from + ended);
  for (let at = from; at < to; at++)
    tokens[at - from] = Math.min(batch.events[at], unseenToken(batch.templates));
  if (ended === 1) tokens[to - from] = endToken(batch.templates);
  return tokens;
}
