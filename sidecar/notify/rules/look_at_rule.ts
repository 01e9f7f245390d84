import type { Client } from '@elastic/elasticsearch';
import type { CountRule, IncidentRule, Rule } from '../../../common/api/settings/rules';
import type { Message } from '../../../common/notifications/message';
import type { RetryOptions } from '../../elasticsearch/retry';
import type { MessageContext } from '../messages/context';
import { countFiring, countRecovered } from '../messages/count';
import { countDigest, incidentDigest, type DigestContext } from '../messages/digest';
import { incidentFiring, incidentsOver } from '../messages/incident';
import { incidentUrl, pageUrl } from '../messages/links';
import { newRuleMemory, type Held, type RuleMemory } from '../state';
import { countStep, firingKey } from './count_step';
import { nextDigestMs } from './digest_times';
import { countFlagged, incidentsById, MINUTE_MS, recentIncidents } from './find_news';
import { incidentStep, type OverIncidents } from './incident_step';
import { isQuietSince, OVER_AFTER_MINUTES, type OverReason } from './open_incidents';
import { isQuiet } from './quiet_hours';

/** Where news are looked for, and where the app is that messages link to. */
export interface Surroundings {
  client: Client;
  retry: RetryOptions;
  publicUrl: string | null;
  nowMs: number;
}

export interface Look {
  memory: RuleMemory;
  /** To be told now, in this order. */
  messages: Message[];
}

/**
 * Looks for what a rule has to tell.
 * @param memory undefined where the rule was not there before, or off: it begins with what is new
 */
export async function lookAtRule(
  rule: Rule,
  memory: RuleMemory | undefined,
  around: Surroundings,
): Promise<Look> {
  const { nowMs } = around;
  if (!memory) return { memory: await firstMemory(rule, around), messages: [] };
  const isNowQuiet = isQuiet(rule.quiet, nowMs);
  // What was held is told in one message, with what this very look finds.
  const isHeld = isNowQuiet || rule.digest !== undefined || memory.held !== null;
  const look =
    rule.kind === 'count'
      ? await lookAtCount(rule, memory, isHeld, around)
      : await lookAtIncidents(rule, memory, isHeld, around);
  return isNowQuiet ? look : tellHeld(rule, look, around);
}

async function firstMemory(rule: Rule, around: Surroundings): Promise<RuleMemory> {
  const { client, retry, nowMs } = around;
  const there = rule.kind === 'incident' ? await recentIncidents(client, rule, nowMs, retry) : [];
  return newRuleMemory(
    there.map(({ id }) => id),
    nowMs,
  );
}

async function lookAtCount(
  rule: CountRule,
  memory: RuleMemory,
  isHeld: boolean,
  around: Surroundings,
): Promise<Look> {
  const { client, retry, nowMs } = around;
  const window = { fromMs: nowMs - rule.within_minutes * MINUTE_MS, toMs: nowMs };
  const { lines, worst, bySeverity } = await countFlagged(client, rule, window, retry);
  const found = { lines, isCritical: (bySeverity.critical ?? 0) > 0 };
  const step = countStep(rule, memory, found, { nowMs, isHeld });
  const context = contextOf(rule, around);
  const messages: Message[] = [];
  if (step.firing && worst.length > 0) {
    const of = { key: firingKey(rule, step.firing), sinceMs: Date.parse(step.firing.since) };
    messages.push(countFiring(rule, { lines, worst: worst[0] }, of, context));
  }
  if (step.recovered) {
    const { since, last_above_at: until } = step.recovered;
    const sinceMs = Date.parse(since);
    const of = { key: firingKey(rule, step.recovered), sinceMs, untilMs: Date.parse(until) };
    messages.push(countRecovered(rule, of, context));
  }
  return { memory: afterMessages(step.memory, messages), messages };
}

async function lookAtIncidents(
  rule: IncidentRule,
  memory: RuleMemory,
  isHeld: boolean,
  around: Surroundings,
): Promise<Look> {
  const { client, retry, nowMs } = around;
  const ids = memory.open.flatMap(({ incidents }) => Object.keys(incidents));
  const found = {
    recent: await recentIncidents(client, rule, nowMs, retry),
    followed: await incidentsById(client, ids, retry),
  };
  const step = incidentStep(rule, memory, found, { nowMs, isHeld });
  const context = contextOf(rule, around);
  const messages = step.over.map((over) => overMessage(over, context));
  if (step.firing) messages.push(incidentFiring(step.firing.incidents, step.firing.key, context));
  return { memory: afterMessages(step.memory, messages), messages };
}

/** Tells what was held, where it is time for it. */
async function tellHeld(rule: Rule, look: Look, around: Surroundings): Promise<Look> {
  const { nowMs } = around;
  const { memory, messages } = look;
  if (!isDue(rule, memory, nowMs)) {
    // A digest that is new begins now.
    const digested_at = memory.digested_at ?? new Date(nowMs).toISOString();
    return { memory: { ...memory, digested_at }, messages };
  }
  const digested_at = rule.digest ? new Date(nowMs).toISOString() : null;
  const { held } = memory;
  if (!held) return { memory: { ...memory, digested_at }, messages };
  const message = await digestMessage(rule, memory, held, around);
  const told: RuleMemory = {
    ...memory,
    digested_at,
    held: null,
    firing: memory.firing && { ...memory.firing, told: true },
    open: memory.open.map((open) => ({ ...open, told: true })),
  };
  if (!message) return { memory: { ...told, firing: memory.firing }, messages };
  return { memory: afterMessages(told, [message]), messages: [...messages, message] };
}

function isDue({ digest }: Rule, { digested_at: lastAt }: RuleMemory, nowMs: number): boolean {
  return !digest || (lastAt !== null && nextDigestMs(digest, Date.parse(lastAt)) <= nowMs);
}

async function digestMessage(
  rule: Rule,
  memory: RuleMemory,
  held: Held,
  around: Surroundings,
): Promise<Message | null> {
  const { client, retry, nowMs } = around;
  const context: DigestContext = {
    ...contextOf(rule, around),
    key: `${rule.id}-digest-${Date.parse(held.since)}`,
    timeZone: timeZoneOf(rule),
  };
  if (rule.kind === 'count') {
    const period = { fromMs: Date.parse(held.since), toMs: nowMs };
    const found = await countFlagged(client, rule, period, retry);
    return countDigest(rule, held, { found, isOn: memory.firing !== null }, context);
  }
  const incidents = await incidentsById(client, held.incidents, retry);
  const real = incidents.filter(
    ({ dissolved, verdict }) => !dissolved && verdict?.verdict !== 'false_positive',
  );
  return incidentDigest(held, real, (incident) => isQuietSince(incident, nowMs), context);
}

const WHY: Record<OverReason, string> = {
  quiet: `No more lines for ${OVER_AFTER_MINUTES} minutes.`,
  false_positive: 'Somebody called it a false alarm.',
  gone: 'Its lines are not flagged any more.',
};

function overMessage({ open, why }: OverIncidents, context: MessageContext): Message {
  const { key, title, severity, since, last } = open;
  const ids = Object.keys(open.incidents);
  const { publicUrl } = context;
  const url = ids.length === 1 ? incidentUrl(ids[0], publicUrl) : pageUrl('incidents', publicUrl);
  return incidentsOver(
    { key, title, severity, count: ids.length, why: WHY[why] },
    { sinceMs: Date.parse(since), untilMs: Date.parse(last), url },
    context,
  );
}

/** That something is over does not begin the cool-down: it belongs to a message before. */
function afterMessages(memory: RuleMemory, messages: readonly Message[]): RuleMemory {
  const last = messages.filter(({ status }) => status !== 'recovered').at(-1);
  return last ? { ...memory, last_message_at: last.time, last_text: last.title } : memory;
}

function contextOf(rule: Rule, { publicUrl, nowMs }: Surroundings): MessageContext {
  return { rule, publicUrl, nowMs };
}

function timeZoneOf({ quiet, digest }: Rule): string {
  return digest?.kind === 'daily' ? digest.timezone : (quiet?.timezone ?? 'UTC');
}
