import { z } from 'zod';
import { LIMITS } from '../../../common/api/limits';

/** The id in a path. */
export const idParams = z.object({ id: z.string().min(1).max(LIMITS.maxNameChars) });
