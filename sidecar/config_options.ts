import { z } from 'zod';

/** One option of the sidecar: what it is for, what it may be, and how it is read. */
export interface Option<T> {
  /** Environment variable. */
  env: string;
  description: string;
  /** What is allowed, in words; part of every error about the option. */
  range: string;
  /** As it stands in the documentation. */
  defaultText: string;
  /** Never shown in a log, an error or an answer. */
  secret: boolean;
  schema: z.ZodType<T>;
}

interface Named {
  env: string;
  description: string;
}

/** A number from text or JSON. An empty text is no number, although Number('') is 0. */
const numeric = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number(),
);

export function wholeNumber(
  named: Named & { min: number; max: number; default: number },
): Option<number> {
  const { env, description, min, max } = named;
  return {
    env,
    description,
    range: `a whole number from ${min} to ${max}`,
    defaultText: String(named.default),
    secret: false,
    schema: numeric.pipe(z.int().min(min).max(max)).default(named.default),
  };
}

export function decimalNumber(
  named: Named & { min: number; max: number; default: number },
): Option<number> {
  const { env, description, min, max } = named;
  return {
    env,
    description,
    range: `a number from ${min} to ${max}`,
    defaultText: String(named.default),
    secret: false,
    schema: numeric.pipe(z.number().min(min).max(max)).default(named.default),
  };
}

export function yesOrNo(named: Named & { default: boolean }): Option<boolean> {
  const words = new Map<unknown, boolean>([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ]);
  return {
    env: named.env,
    description: named.description,
    range: 'true or false',
    defaultText: String(named.default),
    secret: false,
    schema: z.preprocess((value) => words.get(value) ?? value, z.boolean()).default(named.default),
  };
}

export function oneOf<const V extends string>(
  named: Named & { values: readonly V[]; default: NoInfer<V> },
): Option<V> {
  const choice = z.string().refine((value): value is V => named.values.includes(value as V));
  return {
    env: named.env,
    description: named.description,
    range: `one of ${named.values.join(', ')}`,
    defaultText: named.default,
    secret: false,
    schema: z.preprocess((value) => value ?? named.default, choice) as unknown as z.ZodType<V>,
  };
}

export function text(
  named: Named & { range: string; default: string; pattern?: RegExp; maxChars?: number },
): Option<string> {
  const pattern = named.pattern ?? /\S/;
  return {
    env: named.env,
    description: named.description,
    range: named.range,
    defaultText: named.default,
    secret: false,
    schema: z
      .string()
      .max(named.maxChars ?? 1_000)
      .regex(pattern)
      .default(named.default),
  };
}

/** A text that has no default: left out, it is undefined. */
export function optionalText(
  named: Named & { range: string; secret?: boolean; pattern?: RegExp },
): Option<string | undefined> {
  return {
    env: named.env,
    description: named.description,
    range: named.range,
    defaultText: '',
    secret: named.secret ?? false,
    schema: z
      .string()
      .min(1)
      .max(100_000)
      .regex(named.pattern ?? /\S/)
      .optional(),
  };
}

/** Texts parted by commas, or a JSON array of texts. */
export function textList(
  named: Named & { range: string; secret?: boolean; itemMinChars: number; itemPattern?: RegExp },
): Option<string[]> {
  return {
    env: named.env,
    description: named.description,
    range: named.range,
    defaultText: '',
    secret: named.secret ?? false,
    schema: z
      .preprocess(
        (value) =>
          typeof value === 'string'
            ? value
                .split(',')
                .map((item) => item.trim())
                .filter((item) => item !== '')
            : value,
        z
          .array(
            z
              .string()
              .min(named.itemMinChars)
              .max(1_000)
              .regex(named.itemPattern ?? /\S/),
          )
          .max(20),
      )
      .default([]),
  };
}
