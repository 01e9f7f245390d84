import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MESSAGE_STATUSES, type Message } from '../../common/notifications/message';
import { SEVERITIES } from '../../common/severity';

/** What is remembered, so that nobody is told the same twice and nothing is lost over a restart. */
const messageSchema = z.object({
  id: z.string(),
  status: z.enum(MESSAGE_STATUSES),
  key: z.string(),
  rule: z.string(),
  rule_id: z.string(),
  title: z.string(),
  text: z.string(),
  severity: z.enum(SEVERITIES),
  count: z.number(),
  host: z.string(),
  service: z.string(),
  url: z.string(),
  time: z.string(),
  since: z.string(),
  duration_minutes: z.number(),
}) satisfies z.ZodType<Message>;

const firingSchema = z.object({
  since: z.string(),
  /** When there were too many lines for the last time. */
  last_above_at: z.string(),
  told: z.boolean(),
  /** Stands among what is held. */
  collected: z.boolean(),
});
/** Too many lines, from then on until there were no more than allowed for a whole window. */
export type Firing = z.infer<typeof firingSchema>;

const openSchema = z.object({
  key: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  told: z.boolean(),
  /** Time of the first line, and of the last one so far. */
  since: z.string(),
  last: z.string(),
  /** By the id that it was told under: its lines, and when they were seen to become others. */
  incidents: z.record(z.string(), z.object({ lines: z.number(), changed_at: z.string() })),
});
/** Incidents that one message told, until all of them are over. */
export type OpenIncidents = z.infer<typeof openSchema>;

const overSchema = z.object({
  title: z.string(),
  severity: z.enum(SEVERITIES),
  duration_minutes: z.number(),
});
export type Over = z.infer<typeof overSchema>;

const heldSchema = z.object({
  since: z.string(),
  /** How often there began to be too many lines. */
  firings: z.number(),
  /** Ids of new incidents. */
  incidents: z.array(z.string()),
  over: z.array(overSchema),
  /** Over, beyond those that are listed. */
  more_over: z.number(),
});
/** What waits for the end of the quiet hours, or for the digest. */
export type Held = z.infer<typeof heldSchema>;

const ruleMemorySchema = z.object({
  last_message_at: z.string().nullable(),
  last_text: z.string().nullable(),
  /** Incidents that were told, or were there before the rule was, with the time. */
  told: z.record(z.string(), z.string()),
  /** Why a notifier did not take the last message. */
  failures: z.record(z.string(), z.string()),
  firing: firingSchema.nullable(),
  open: z.array(openSchema),
  held: heldSchema.nullable(),
  /** Up to when the digest is told, whether there was anything or not; null where there is no digest. */
  digested_at: z.string().nullable(),
});
export type RuleMemory = z.infer<typeof ruleMemorySchema>;

const briefSchema = z.object({
  title: z.string(),
  severity: z.enum(SEVERITIES),
  time: z.string(),
  url: z.string(),
});
export type Brief = z.infer<typeof briefSchema>;

const waitingSchema = z.object({
  id: z.string(),
  why: z.enum(['limit', 'failed']),
  since: z.string(),
  count: z.number(),
  by_severity: z.partialRecord(z.enum(SEVERITIES), z.number()),
  /** The worst of them. */
  briefs: z.array(briefSchema),
  tries: z.number(),
  next_try_at: z.string(),
});
/** Messages that a notifier gets summed up in one. */
export type Waiting = z.infer<typeof waitingSchema>;

const notifierMemorySchema = z.object({
  /** When it took messages in the last hour, in epoch milliseconds, the earliest first. */
  sent: z.array(z.number()),
  last_sent_at: z.string().nullable(),
  last_failure: z.object({ at: z.string(), reason: z.string() }).nullable(),
  waiting: waitingSchema.nullable(),
});
export type NotifierMemory = z.infer<typeof notifierMemorySchema>;

const deliverySchema = z.object({
  message: messageSchema,
  /** Who has not got it yet, by the id of the notifier. */
  to: z.record(z.string(), z.object({ tries: z.number(), next_try_at: z.string() })),
});
export type Delivery = z.infer<typeof deliverySchema>;

const VERSION = 2;

const stateSchema = z.object({
  version: z.literal(VERSION),
  rules: z.record(z.string(), ruleMemorySchema),
  notifiers: z.record(z.string(), notifierMemorySchema),
  /** In the order in which they are to be told. */
  outbox: z.array(deliverySchema),
});
export type NotificationState = z.infer<typeof stateSchema>;

/** As versions wrote it that knew neither quiet hours nor digests nor bounds. */
const firstStateSchema = z.object({
  rules: z.record(
    z.string(),
    ruleMemorySchema
      .pick({ last_message_at: true, last_text: true, told: true, failures: true })
      .extend({
        pending: z
          .object({
            message: messageSchema.pick({
              title: true,
              text: true,
              severity: true,
              count: true,
              url: true,
              time: true,
              rule: true,
            }),
            notifiers: z.array(z.string()),
            tries: z.number(),
            next_try_at: z.string(),
          })
          .nullable(),
      }),
  ),
});

export const NOTIFICATION_STATE_ID = 'state:notifications';

export function emptyState(): NotificationState {
  return { version: VERSION, rules: {}, notifiers: {}, outbox: [] };
}

/** @returns null where another version wrote what is not understood here */
export function readState(stored: unknown): NotificationState | null {
  const current = stateSchema.safeParse(stored);
  if (current.success) return current.data;
  const isFirst = typeof stored === 'object' && stored !== null && !('version' in stored);
  const first = isFirst ? firstStateSchema.safeParse(stored) : null;
  return first?.success ? fromFirst(first.data) : null;
}

function fromFirst({ rules }: z.infer<typeof firstStateSchema>): NotificationState {
  const state = emptyState();
  const now = Date.now();
  for (const [id, { pending, ...memory }] of Object.entries(rules)) {
    state.rules[id] = { ...newRuleMemory([], now), ...memory };
    if (!pending) continue;
    const { message, notifiers, tries, next_try_at } = pending;
    const more = {
      id: randomUUID(),
      status: 'firing' as const,
      key: id,
      rule_id: id,
      host: '',
      service: '',
      since: message.time,
      duration_minutes: 0,
    };
    const to = Object.fromEntries(notifiers.map((it) => [it, { tries, next_try_at }]));
    state.outbox.push({ message: { ...message, ...more }, to });
  }
  return state;
}

export function newRuleMemory(toldIds: readonly string[], nowMs: number): RuleMemory {
  return {
    last_message_at: null,
    last_text: null,
    told: remember({}, toldIds, nowMs, 0),
    failures: {},
    firing: null,
    open: [],
    held: null,
    digested_at: null,
  };
}

export function newNotifierMemory(): NotifierMemory {
  return { sent: [], last_sent_at: null, last_failure: null, waiting: null };
}

/** Incidents are forgotten so long after they can be news for the last time. */
const FORGET_MS = 2 * 86_400_000;
const MAX_TOLD = 2_000;

/** The incidents that were told, with more of them, without those of long ago. */
export function remember(
  told: Record<string, string>,
  ids: readonly string[],
  nowMs: number,
  cooldownMs: number,
): Record<string, string> {
  const kept = Object.entries(told).filter(
    ([, at]) => nowMs - Date.parse(at) < FORGET_MS + cooldownMs,
  );
  const now = new Date(nowMs).toISOString();
  const all = new Map([...kept, ...ids.map((id): [string, string] => [id, now])]);
  return Object.fromEntries([...all].slice(-MAX_TOLD));
}
