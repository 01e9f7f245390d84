import { z } from 'zod';
import { LIMITS } from '../../common/api/limits';

/** The `{id}` of a path. */
export const idParamsSchema = z.object({ id: z.string().min(1).max(LIMITS.maxNameChars) });

/** A path of the sidecar with ids made safe for an address. */
export const pathOf = (...segments: string[]): string =>
  `/${segments.map(encodeURIComponent).join('/')}`;
