import type { Message } from './message';

/** What a rule remembers, so that nobody is told the same twice, also after a restart. */
export interface RuleMemory {
  last_message_at: string | null;
  last_text: string | null;
  /** Incidents that were told, or were there before the rule was, with the time. */
  told: Record<string, string>;
  /** What some notifiers did not take, to be tried again. */
  pending: { message: Message; notifiers: string[]; tries: number; next_try_at: string } | null;
  /** Why a notifier did not take the last message. */
  failures: Record<string, string>;
}

export interface NotificationState {
  rules: Record<string, RuleMemory>;
}

/** Incidents are forgotten after that; by then they are no news by far. */
const FORGET_MS = 2 * 86_400_000;

export function newMemory(toldIds: readonly string[], nowMs: number): RuleMemory {
  const told = remember({}, toldIds, nowMs);
  return { last_message_at: null, last_text: null, told, pending: null, failures: {} };
}

/** The incidents that were told, with more of them, without those of long ago. */
export function remember(
  told: Record<string, string>,
  ids: readonly string[],
  nowMs: number,
): Record<string, string> {
  const kept = Object.entries(told).filter(([, at]) => nowMs - Date.parse(at) < FORGET_MS);
  const now = new Date(nowMs).toISOString();
  return { ...Object.fromEntries(kept), ...Object.fromEntries(ids.map((id) => [id, now])) };
}
