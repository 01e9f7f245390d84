import { z } from 'zod';

/** RFC 9457 problem JSON: every error of the sidecar has this shape. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable, for programs: invalid_request, not_found, no_model, body_too_large, too_many_jobs … */
  code: z.string(),
  /** What was wrong, where, and what to do. */
  detail: z.string(),
  /** Where in the request, one entry per fault. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
