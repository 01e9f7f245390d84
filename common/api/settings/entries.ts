import { z } from 'zod';
import { LIMITS } from '../limits';

export const nameSchema = z.string().trim().min(1).max(LIMITS.maxNameChars);
/** Told apart by the app and in addresses. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'lower-case letters, digits and "-", at most 64');
/** What notifiers and rules have in common. */
export const entryShape = { id: idSchema, name: nameSchema, enabled: z.boolean().default(true) };

export const httpUrlSchema = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/@]+(\/[^\s]*)?$/, 'an http or https address without a user name');

export const MAX_NOTIFIERS = 20;
