import { z } from 'zod';
import { SEVERITIES } from '../../severity';
import { LIMITS } from '../limits';

/** Who is told, and when. Secrets never stand in here: only the names under which the sidecar finds them. */
const name = z.string().trim().min(1).max(LIMITS.maxNameChars);
/** Told apart by the app and in addresses. */
const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'lower-case letters, digits and "-", at most 64');
/** `ANOMALIES_SECRET_<NAME>` of the sidecar's environment, or the file that `ANOMALIES_SECRET_<NAME>_FILE` names. */
const secretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,62}$/, 'capital letters, digits and "_", at most 63');
const mailAddress = z
  .string()
  .max(320)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'a mail address');
const hostName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9.-]+$/, 'a host name or an IPv4 address');
const httpUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/@]+(\/[^\s]*)?$/, 'an http or https address without a user name');
const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9-]+$/, 'letters, digits and "-"');
const headerValue = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'printable ASCII');

export const MAX_NOTIFIERS = 20;
export const MAX_RULES = 50;
export const MAX_TEMPLATE_CHARS = 10_000;

const common = { id, name, enabled: z.boolean().default(true) };

export const emailNotifierSchema = z.object({
  ...common,
  type: z.literal('email'),
  host: hostName,
  port: z.number().int().min(1).max(65_535).default(587),
  /** `starttls` is refused where the server does not offer it. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: z.string().max(LIMITS.maxNameChars).optional(),
  password_secret: secretName.optional(),
  from: mailAddress,
  to: z.array(mailAddress).min(1).max(20),
});

export const slackNotifierSchema = z.object({
  ...common,
  type: z.literal('slack'),
  /** The address of an incoming webhook is a secret itself. */
  url_secret: secretName,
});

export const webhookNotifierSchema = z.object({
  ...common,
  type: z.literal('webhook'),
  url: httpUrl,
  headers: z
    .array(
      z.object({ name: headerName, value: headerValue.optional(), secret: secretName.optional() }),
    )
    .max(20)
    .default([]),
  /** JSON with placeholders such as {{text}}. */
  body: z.string().min(1).max(MAX_TEMPLATE_CHARS),
});

export const notifierSchema = z.discriminatedUnion('type', [
  emailNotifierSchema,
  slackNotifierSchema,
  webhookNotifierSchema,
]);
export type Notifier = z.infer<typeof notifierSchema>;
export type NotifierType = Notifier['type'];

const ruleCommon = {
  ...common,
  /** This severity or a worse one. */
  severity: z.enum(SEVERITIES).default('major'),
  /** After a message none of this rule for so long. */
  cooldown_minutes: z.number().int().min(1).max(10_080).default(60),
  /** Ids of notifiers. */
  notifiers: z.array(id).max(MAX_NOTIFIERS).default([]),
};

export const countRuleSchema = z.object({
  ...ruleCommon,
  kind: z.literal('count'),
  /** Flagged lines; fires when there are more. */
  more_than: z.number().int().min(0).max(1_000_000).default(5),
  within_minutes: z.number().int().min(1).max(1_440).default(5),
});

export const incidentRuleSchema = z.object({ ...ruleCommon, kind: z.literal('incident') });

export const ruleSchema = z.discriminatedUnion('kind', [countRuleSchema, incidentRuleSchema]);
export type Rule = z.infer<typeof ruleSchema>;

export const notificationsSchema = z.object({
  /** Where people open the app; links in messages begin with it. */
  public_url: httpUrl.optional(),
  notifiers: z.array(notifierSchema).max(MAX_NOTIFIERS).default([]),
  rules: z.array(ruleSchema).max(MAX_RULES).default([]),
});
export type Notifications = z.infer<typeof notificationsSchema>;

/** What became of the last message of a rule. */
export const ruleStateSchema = z.object({
  rule: z.string(),
  last_message_at: z.string().nullable(),
  last_text: z.string().nullable(),
  /** Per notifier: null where it took the message, else why not. */
  failures: z.record(z.string(), z.string()),
});
export type RuleState = z.infer<typeof ruleStateSchema>;

export const notificationStatusSchema = z.object({ rules: z.array(ruleStateSchema) });

/** POST /v1/notifiers/{id}/test */
export const notifierTestSchema = z.object({
  /** What the other side said, in a sentence. */
  detail: z.string(),
});
