import type { z } from 'zod';

/** A zod schema as the alerting plugin wants it. @throws Error that names each field that is wrong */
export function paramsValidator<Params>(schema: z.ZodType<Params>): {
  validate(params: unknown): Params;
} {
  return {
    validate(params) {
      const parsed = schema.safeParse(params ?? {});
      if (parsed.success) return parsed.data;
      throw new Error(
        parsed.error.issues
          .map(({ path, message }) => (path.length > 0 ? `[${path.join('.')}]: ` : '') + message)
          .join('; '),
      );
    },
  };
}
