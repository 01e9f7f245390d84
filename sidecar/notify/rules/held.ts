import type { Rule } from '../../../common/api/settings/rules';
import type { Held, Over, RuleMemory } from '../state';
import { MINUTE_MS } from './find_news';

const MAX_OVER = 20;
const MAX_HELD_INCIDENTS = 500;

/** Whether a rule has told something so lately that it tells nothing more. */
export function isCoolingDown(rule: Rule, memory: RuleMemory, nowMs: number): boolean {
  const { last_message_at: lastAt } = memory;
  return lastAt !== null && nowMs - Date.parse(lastAt) < rule.cooldown_minutes * MINUTE_MS;
}

/** What is held already, or nothing since a time. */
export function heldSince(held: Held | null, sinceMs: number): Held {
  return (
    held ?? {
      since: new Date(sinceMs).toISOString(),
      firings: 0,
      incidents: [],
      over: [],
      more_over: 0,
    }
  );
}

export function holdOver(held: Held, over: Over): Held {
  return held.over.length < MAX_OVER
    ? { ...held, over: [...held.over, over] }
    : { ...held, more_over: held.more_over + 1 };
}

export function holdIncidents(held: Held, ids: readonly string[]): Held {
  return { ...held, incidents: [...held.incidents, ...ids].slice(-MAX_HELD_INCIDENTS) };
}
