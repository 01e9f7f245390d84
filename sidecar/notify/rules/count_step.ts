import type { CountRule } from '../../../common/api/settings/rules';
import { wholeMinutes } from '../messages/context';
import { overTitle } from '../messages/count';
import type { Firing, RuleMemory } from '../state';
import { MINUTE_MS } from './find_news';
import { heldSince, holdOver, isCoolingDown } from './held';

export interface CountStep {
  memory: RuleMemory;
  /** To be told now: that there are too many lines. */
  firing: Firing | null;
  /** To be told now: that it is over. */
  recovered: Firing | null;
}

/**
 * What a number of lines means for a rule.
 * @param found lines within the rule's window, and whether a critical one is among them
 * @param isHeld whether it is quiet, or there is a digest
 */
export function countStep(
  rule: CountRule,
  memory: RuleMemory,
  found: { lines: number; isCritical: boolean },
  { nowMs, isHeld }: { nowMs: number; isHeld: boolean },
): CountStep {
  return found.lines > rule.more_than
    ? above(rule, memory, found.isCritical, nowMs, isHeld)
    : below(rule, memory, nowMs, isHeld);
}

function above(
  rule: CountRule,
  memory: RuleMemory,
  isCritical: boolean,
  nowMs: number,
  isHeld: boolean,
): CountStep {
  const now = new Date(nowMs).toISOString();
  const before = memory.firing ?? { since: now, last_above_at: now, told: false, collected: false };
  const firing: Firing = { ...before, last_above_at: now };
  let { held } = memory;
  if (isHeld) {
    held = heldSince(held, nowMs - rule.within_minutes * MINUTE_MS);
    if (!firing.collected) held = { ...held, firings: held.firings + 1 };
    firing.collected = true;
  }
  const isAtOnce = !isHeld || (rule.critical_at_once && isCritical);
  if (!isAtOnce || isCoolingDown(rule, memory, nowMs)) {
    return { memory: { ...memory, firing, held }, firing: null, recovered: null };
  }
  firing.told = true;
  return { memory: { ...memory, firing, held }, firing, recovered: null };
}

/** Over is what was so only after a whole window without: numbers about the bound make no messages to and fro. */
function below(rule: CountRule, memory: RuleMemory, nowMs: number, isHeld: boolean): CountStep {
  const { firing } = memory;
  const windowMs = rule.within_minutes * MINUTE_MS;
  if (!firing || nowMs - Date.parse(firing.last_above_at) < windowMs) {
    return { memory, firing: null, recovered: null };
  }
  const next: RuleMemory = { ...memory, firing: null };
  if (!rule.recovery || !firing.told) return { memory: next, firing: null, recovered: null };
  if (!isHeld) return { memory: next, firing: null, recovered: firing };
  const over = {
    title: overTitle(rule),
    severity: rule.severity,
    duration_minutes: wholeMinutes(Date.parse(firing.last_above_at) - Date.parse(firing.since)),
  };
  return {
    memory: { ...next, held: holdOver(heldSince(memory.held, nowMs), over) },
    firing: null,
    recovered: null,
  };
}

/** The same for what is on and for that it is over. */
export function firingKey(rule: CountRule, { since }: Firing): string {
  return `${rule.id}-${Date.parse(since)}`;
}
