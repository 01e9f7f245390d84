import { z } from 'zod';

/** What a rule told last, and what it has not told yet. */
export const ruleStateSchema = z.object({
  rule: z.string(),
  /** The last message that it is on, or of what there was; not that something is over. */
  last_message_at: z.string().nullable(),
  last_text: z.string().nullable(),
  /** Why a notifier did not take the last message, by its id. */
  failures: z.record(z.string(), z.string()),
  /** Since when there are too many lines; null where there are not, and for rules on incidents. */
  firing_since: z.string().nullable(),
  /** Incidents that were told and are not over. */
  open_incidents: z.number().int(),
  /** What is kept for the end of the quiet hours, or the digest; null where there is nothing. */
  held: z
    .object({
      since: z.string(),
      /** How often there were too many lines. */
      firings: z.number().int(),
      incidents: z.number().int(),
      /** Told before, and over since. */
      over: z.number().int(),
    })
    .nullable(),
  /** Null where it is not quiet now. */
  quiet_until: z.string().nullable(),
  next_digest_at: z.string().nullable(),
});
export type RuleState = z.infer<typeof ruleStateSchema>;

export const notifierStateSchema = z.object({
  notifier: z.string(),
  name: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  max_per_hour: z.number().int(),
  sent_last_hour: z.number().int(),
  last_sent_at: z.string().nullable(),
  /** Null where it took the last message. */
  last_failure: z.object({ at: z.string(), reason: z.string() }).nullable(),
  /** Messages that are tried again one by one. */
  retrying: z.number().int(),
  /** Messages that will be summed up in one: over the bound, or not taken so far. */
  waiting: z.number().int(),
  /** When it is tried next; null where nothing is pending. */
  next_try_at: z.string().nullable(),
});
export type NotifierState = z.infer<typeof notifierStateSchema>;

/** GET /v1/notifications */
export const notificationStatusSchema = z.object({
  rules: z.array(ruleStateSchema),
  notifiers: z.array(notifierStateSchema),
});
export type NotificationStatus = z.infer<typeof notificationStatusSchema>;

/** POST /v1/notifiers/{id}/test */
export const notifierTestSchema = z.object({
  /** What the other side said, in a sentence. */
  detail: z.string(),
});
