import { z } from 'zod';
import { SEVERITIES } from '../../severity';
import { LIMITS } from '../limits';
import { entryShape, idSchema, MAX_NOTIFIERS } from './entries';

/** As ISO 8601 counts them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const MAX_ENTITIES = 20;
export const MAX_QUIET_WINDOWS = 14;

export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const timeOfDay = z.string().regex(TIME_OF_DAY, 'a time such as 07:30');

const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, 'the name of a time zone, such as Europe/Berlin or UTC');

/** "*" stands for any characters, all others for themselves; upper and lower case are the same. */
const entities = z
  .array(z.string().trim().min(1).max(LIMITS.maxNameChars))
  .max(MAX_ENTITIES)
  .default([]);

export const quietWindowSchema = z.object({
  /** On which it begins. */
  days: z.array(z.enum(WEEKDAYS)).min(1).max(WEEKDAYS.length),
  from: timeOfDay,
  /** On the next day where it is not later than `from`. */
  to: timeOfDay,
});
export type QuietWindow = z.infer<typeof quietWindowSchema>;

/** Nothing is told meanwhile; what there was is told in one message when they end. */
export const quietHoursSchema = z.object({
  timezone: timeZone,
  windows: z.array(quietWindowSchema).min(1).max(MAX_QUIET_WINDOWS),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;

/** One message for all that there was since the last one, and none where there was nothing. */
export const digestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interval'),
    /** Counted from midnight UTC of 1970-01-01: 60 is every full hour. */
    every_minutes: z.number().int().min(5).max(10_080),
  }),
  z.object({ kind: z.literal('daily'), at: timeOfDay, timezone: timeZone }),
]);
export type Digest = z.infer<typeof digestSchema>;

const common = {
  ...entryShape,
  /** This severity or a worse one. */
  severity: z.enum(SEVERITIES).default('major'),
  /** Only lines of one of these hosts, incidents with one of them; of all where there are none. */
  hosts: entities,
  services: entities,
  /** After a message none of this rule for so long, but that it is over. */
  cooldown_minutes: z.number().int().min(1).max(10_080).default(60),
  /** Whether it is told when what was told is over. */
  recovery: z.boolean().default(true),
  quiet: quietHoursSchema.optional(),
  digest: digestSchema.optional(),
  /** What is critical is told at once, in quiet hours and where there is a digest, too. */
  critical_at_once: z.boolean().default(false),
  /** Ids of notifiers. */
  notifiers: z.array(idSchema).max(MAX_NOTIFIERS).default([]),
};

export const countRuleSchema = z.object({
  ...common,
  kind: z.literal('count'),
  /** Names of the indices that the lines are from, as `hosts`. */
  indices: entities,
  /** Flagged lines; fires when there are more. */
  more_than: z.number().int().min(0).max(1_000_000).default(5),
  within_minutes: z.number().int().min(1).max(1_440).default(5),
});
export type CountRule = z.infer<typeof countRuleSchema>;

export const incidentRuleSchema = z.object({ ...common, kind: z.literal('incident') });
export type IncidentRule = z.infer<typeof incidentRuleSchema>;

export const ruleSchema = z.discriminatedUnion('kind', [countRuleSchema, incidentRuleSchema]);
export type Rule = z.infer<typeof ruleSchema>;

function isTimeZone(name: string): boolean {
  // Offsets such as "+02:00" know no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
