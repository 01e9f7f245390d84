import type { IncidentRule } from '../../../common/api/settings/rules';
import type { StoredIncident } from '../../../common/incident';
import { wholeMinutes } from '../messages/context';
import { worstOf } from '../messages/words';
import { remember, type OpenIncidents, type RuleMemory } from '../state';
import { MINUTE_MS } from './find_news';
import { heldSince, holdIncidents, holdOver, isCoolingDown } from './held';
import { allAreOver, followIncidents, type OverReason } from './open_incidents';

/** Incidents of a rule that are followed until they are over; the oldest messages go first. */
const MAX_FOLLOWED = 500;

export interface OverIncidents {
  open: OpenIncidents;
  why: OverReason;
}

export interface IncidentStep {
  memory: RuleMemory;
  /** To be told now: they are new. */
  firing: { key: string; incidents: StoredIncident[] } | null;
  /** To be told now: they are over. */
  over: OverIncidents[];
}

export interface IncidentsFound {
  /** What goes on or has just ended, the worst first. */
  recent: readonly StoredIncident[];
  /** What was told before, as it is now. */
  followed: readonly StoredIncident[];
}

/**
 * What the incidents of now mean for a rule.
 * @param isHeld whether it is quiet, or there is a digest
 */
export function incidentStep(
  rule: IncidentRule,
  memory: RuleMemory,
  found: IncidentsFound,
  at: { nowMs: number; isHeld: boolean },
): IncidentStep {
  const follows = stepOver(rule, memory, found.followed, at);
  const news = stepNew(rule, follows.memory, found.recent, at);
  return { ...news, over: follows.over };
}

function stepNew(
  rule: IncidentRule,
  memory: RuleMemory,
  recent: readonly StoredIncident[],
  { nowMs, isHeld }: { nowMs: number; isHeld: boolean },
): Omit<IncidentStep, 'over'> {
  const untold = recent.filter(
    ({ id, former_ids: former }) => ![id, ...former].some((it) => it in memory.told),
  );
  const urgent = isHeld
    ? untold.filter(({ severity }) => rule.critical_at_once && severity === 'critical')
    : untold;
  // What has to wait for the end of the cool-down stays untold.
  const isCooling = isCoolingDown(rule, memory, nowMs);
  const now = isCooling ? [] : urgent;
  const later = isHeld ? untold.filter((incident) => !urgent.includes(incident)) : [];
  const taken = [...now, ...later].map(({ id }) => id);
  if (taken.length === 0) return { memory, firing: null };

  const cooldownMs = rule.cooldown_minutes * MINUTE_MS;
  const next: RuleMemory = { ...memory, told: remember(memory.told, taken, nowMs, cooldownMs) };
  if (isHeld) next.held = holdIncidents(heldSince(memory.held, nowMs), taken);
  if (rule.recovery) {
    if (later.length > 0) next.open = addHeld(rule, next.open, later, nowMs);
    if (now.length > 0) next.open = [...next.open, openOf(keyOf(rule, now), now, true, nowMs)];
    next.open = bounded(next.open);
  }
  return {
    memory: next,
    firing: now.length > 0 ? { key: keyOf(rule, now), incidents: now } : null,
  };
}

function stepOver(
  rule: IncidentRule,
  memory: RuleMemory,
  followed: readonly StoredIncident[],
  { nowMs, isHeld }: { nowMs: number; isHeld: boolean },
): { memory: RuleMemory; over: OverIncidents[] } {
  const open: OpenIncidents[] = [];
  const over: OverIncidents[] = [];
  let { held } = memory;
  for (const before of rule.recovery ? memory.open : []) {
    const { next, states } = followIncidents(before, followed, nowMs);
    const why = allAreOver(states);
    if (why === null) {
      open.push(next);
    } else if (next.told && isHeld) {
      held = holdOver(heldSince(held, nowMs), {
        title: next.title,
        severity: next.severity,
        duration_minutes: wholeMinutes(Date.parse(next.last) - Date.parse(next.since)),
      });
    } else if (next.told) {
      over.push({ open: next, why });
    }
  }
  return { memory: { ...memory, open, held }, over };
}

/** Those that are held are told together, and so are over together. */
function addHeld(
  rule: IncidentRule,
  open: readonly OpenIncidents[],
  incidents: readonly StoredIncident[],
  nowMs: number,
): OpenIncidents[] {
  const more = openOf(keyOf(rule, incidents), incidents, false, nowMs);
  const before = open.find(({ told }) => !told);
  if (!before) return [...open, more];
  const count = Object.keys(before.incidents).length + Object.keys(more.incidents).length;
  const both: OpenIncidents = {
    ...before,
    title: `${count} incidents`,
    severity: worstOf([before.severity, more.severity]),
    since: before.since < more.since ? before.since : more.since,
    last: before.last > more.last ? before.last : more.last,
    incidents: { ...before.incidents, ...more.incidents },
  };
  return open.map((it) => (it === before ? both : it));
}

function openOf(
  key: string,
  incidents: readonly StoredIncident[],
  told: boolean,
  nowMs: number,
): OpenIncidents {
  const [worst] = incidents;
  const changed_at = new Date(nowMs).toISOString();
  const times = (of: 'start' | 'end') => incidents.map((incident) => Date.parse(incident[of]));
  return {
    key,
    told,
    title: incidents.length === 1 ? worst.title : `${incidents.length} incidents`,
    severity: worst.severity,
    since: new Date(Math.min(...times('start'))).toISOString(),
    last: new Date(Math.max(...times('end'))).toISOString(),
    incidents: Object.fromEntries(incidents.map(({ id, lines }) => [id, { lines, changed_at }])),
  };
}

function keyOf(rule: IncidentRule, [worst]: readonly StoredIncident[]): string {
  return `${rule.id}-${worst.id}`;
}

function bounded(open: readonly OpenIncidents[]): OpenIncidents[] {
  const kept: OpenIncidents[] = [];
  let count = 0;
  for (const group of [...open].reverse()) {
    count += Object.keys(group.incidents).length;
    if (count > MAX_FOLLOWED) break;
    kept.unshift(group);
  }
  return kept;
}
