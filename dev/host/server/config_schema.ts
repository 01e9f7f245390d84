import { z } from 'zod';

/** The few types of Kibana's `@kbn/config-schema` that the plugin's configuration uses, on zod. */
interface Type<V> {
  zod: z.ZodType<V>;
  validate(value: unknown): V;
}

function typeOf<V>(type: z.ZodType<V>): Type<V> {
  return {
    zod: type,
    validate(value) {
      const parsed = type.safeParse(value);
      if (parsed.success) return parsed.data;
      const faults = parsed.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message}`,
      );
      throw new Error(faults.join('; '));
    },
  };
}

interface StringOptions {
  defaultValue?: string;
  minLength?: number;
  maxLength?: number;
  validate?: (value: string) => string | undefined;
}

interface NumberOptions {
  defaultValue?: number;
  min?: number;
  max?: number;
}

interface ArrayOptions {
  minSize?: number;
  maxSize?: number;
}

export const schema = {
  string({ defaultValue, minLength = 0, maxLength = Infinity, validate }: StringOptions = {}) {
    const type = z
      .string()
      .min(minLength)
      .refine((value) => value.length <= maxLength, `at most ${maxLength} characters`)
      .superRefine((value, context) => {
        const message = validate?.(value);
        if (message) context.addIssue({ code: 'custom', message });
      });
    return typeOf(defaultValue === undefined ? type : type.default(defaultValue));
  },
  number({ defaultValue, min = -Infinity, max = Infinity }: NumberOptions = {}) {
    const type = z
      .number()
      .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
    return typeOf(defaultValue === undefined ? type : type.default(defaultValue));
  },
  maybe<V>(type: Type<V>) {
    return typeOf(type.zod.optional());
  },
  literal(value: string) {
    return typeOf(z.literal(value));
  },
  oneOf(types: Type<unknown>[], { defaultValue }: { defaultValue?: unknown } = {}) {
    const type = z.union(types.map(({ zod }) => zod));
    return typeOf(defaultValue === undefined ? type : type.default(defaultValue));
  },
  arrayOf<V>(type: Type<V>, { minSize = 0, maxSize = Infinity }: ArrayOptions = {}) {
    return typeOf(
      z
        .array(type.zod)
        .refine(
          ({ length }) => length >= minSize && length <= maxSize,
          `must have from ${minSize} to ${maxSize} items`,
        ),
    );
  },
  object(
    properties: Record<string, Type<unknown>>,
    { validate }: { validate?: (value: never) => string | undefined } = {},
  ) {
    const shape = Object.fromEntries(
      Object.entries(properties).map(([name, type]) => [name, type.zod]),
    );
    const type = z.strictObject(shape).superRefine((value, context) => {
      const message = validate?.(value as never);
      if (message) context.addIssue({ code: 'custom', message });
    });
    return typeOf(z.preprocess((value) => value ?? {}, type));
  },
};
