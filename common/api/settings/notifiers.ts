import { z } from 'zod';
import { LIMITS } from '../limits';
import { entryShape, httpUrlSchema } from './entries';

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
const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9-]+$/, 'letters, digits and "-"');
const headerValue = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'printable ASCII');

export const MAX_TEMPLATE_CHARS = 10_000;

/** Over it, messages are summed up in one as soon as there is room again. */
export const DEFAULT_MAX_PER_HOUR = 20;
export const MAX_PER_HOUR = 200;

const common = {
  ...entryShape,
  max_per_hour: z.number().int().min(1).max(MAX_PER_HOUR).default(DEFAULT_MAX_PER_HOUR),
};

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
  /** Either the address, or the name of the secret that it is: some have a key in them. */
  url: httpUrlSchema.optional(),
  url_secret: secretName.optional(),
  headers: z
    .array(
      z.object({ name: headerName, value: headerValue.optional(), secret: secretName.optional() }),
    )
    .max(20)
    .default([]),
  /** JSON with placeholders such as {{text}}; see common/notifications/placeholders. */
  body: z.string().min(1).max(MAX_TEMPLATE_CHARS),
});

export const notifierSchema = z.discriminatedUnion('type', [
  emailNotifierSchema,
  slackNotifierSchema,
  webhookNotifierSchema,
]);
export type Notifier = z.infer<typeof notifierSchema>;
export type NotifierType = Notifier['type'];
