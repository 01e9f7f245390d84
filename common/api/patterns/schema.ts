import { z } from 'zod';
import { LIMITS } from '../limits';
import { scoreLineSchema } from '../score/schema';

const patternIdSchema = z.string().min(1).max(LIMITS.maxNameChars);

/** Lines of one POST /v1/patterns/parameters. */
export const MAX_PARAMETER_LINES = 500;

/** POST /v1/patterns/parameters: which values stand where a pattern leaves its lines open. */
export const parametersRequestSchema = z.object({
  template_id: patternIdSchema,
  /** As of POST /v1/score; those of other patterns are left out. */
  lines: z.array(scoreLineSchema).max(MAX_PARAMETER_LINES),
});
export type ParametersRequest = z.infer<typeof parametersRequestSchema>;

export const patternParameterSchema = z.object({
  /** What the value is called: its kind ("address") or the word before it ("user"). */
  name: z.string(),
  /** number, ip, hex, path, url, host, email, time, id or word. */
  kind: z.string(),
  /** Lines that have it. */
  lines: z.number().int(),
  /** Different values among them. */
  distinct: z.number().int(),
  /** The most frequent values, in falling order of lines. */
  values: z.array(z.object({ text: z.string(), lines: z.number().int() })),
});
export type PatternParameter = z.infer<typeof patternParameterSchema>;

export const parametersResponseSchema = z.object({
  model: z.string(),
  /** Of the lines sent, those of the pattern, by their places in the request. */
  matching: z.array(z.number().int()),
  /** In the order in which they stand in the lines. */
  parameters: z.array(patternParameterSchema),
});
export type ParametersResponse = z.infer<typeof parametersResponseSchema>;

/** A pattern that somebody wants to keep an eye on: GET and POST /v1/patterns/watches, DELETE …/{id}. */
export const watchSchema = z.object({
  template_id: patternIdSchema,
  template_text: z.string(),
  user: z.string().nullable(),
  created_at: z.string(),
});
export type Watch = z.infer<typeof watchSchema>;

export const watchRequestSchema = z.object({
  template_id: patternIdSchema,
  template_text: z.string().max(LIMITS.maxCommentChars),
  user: z.string().max(LIMITS.maxNameChars).optional(),
});
export type WatchRequest = z.infer<typeof watchRequestSchema>;

/** Patterns that can be watched at the same time; a list that nobody reads is no watch. */
export const MAX_WATCHES = 200;

export const watchListSchema = z.object({ watches: z.array(watchSchema) });
