import { z } from 'zod';
import { httpUrlSchema, MAX_NOTIFIERS } from './entries';
import { notifierSchema } from './notifiers';
import { ruleSchema } from './rules';

export const MAX_RULES = 50;

/** Who is told, and when. Secrets never stand in here: only the names under which the sidecar finds them. */
export const notificationsSchema = z.object({
  /** Where people open the app; links in messages begin with it. */
  public_url: httpUrlSchema.optional(),
  notifiers: z.array(notifierSchema).max(MAX_NOTIFIERS).default([]),
  rules: z.array(ruleSchema).max(MAX_RULES).default([]),
});
export type Notifications = z.infer<typeof notificationsSchema>;
