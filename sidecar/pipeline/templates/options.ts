/** Every number a person might tune in the template stage, with default and range. */
export interface TemplateMinerOptions {
  /** UTF-16 units of a line that are looked at; the rest is ignored. Default 4096, 64 to 65536. */
  maxLineLength: number;
  /** Tokens of a message that are looked at. Default 256, 8 to 4096. */
  maxTokens: number;
  /**
   * Distinct skeletons held at once; when full, alike ones are merged and the stale evicted.
   * Default 20000, 1000 to 1000000.
   */
  maxSkeletons: number;
  /** Templates that prediction may add to a frozen model. Default 10000, 0 to 1000000. */
  maxNewTemplates: number;
  /** Distinct words that make a position of a message variable. Default 4, 2 to 100. */
  minValues: number;
  /**
   * The same where variation is usually meaningful: the first word of a message, words that name states
   * (RUNNING, Started), and where only one other word is constant. Default 12, 2 to 1000.
   */
  minValuesGuarded: number;
}

const RANGES: { [K in keyof TemplateMinerOptions]: readonly [number, number, number] } = {
  maxLineLength: [4096, 64, 65536],
  maxTokens: [256, 8, 4096],
  maxSkeletons: [20_000, 1_000, 1_000_000],
  maxNewTemplates: [10_000, 0, 1_000_000],
  minValues: [4, 2, 100],
  minValuesGuarded: [12, 2, 1000],
};

/**
 * Fills in defaults and checks ranges.
 * @throws RangeError naming the option, its value and the range.
 */
export function resolveTemplateOptions(
  options: Partial<TemplateMinerOptions> = {},
): TemplateMinerOptions {
  const resolved = {} as TemplateMinerOptions;
  for (const name of Object.keys(RANGES) as (keyof TemplateMinerOptions)[]) {
    const [fallback, lowest, highest] = RANGES[name];
    const value = options[name] ?? fallback;
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      throw new RangeError(
        `templates.${name} must be a whole number from ${lowest} to ${highest}, not ${value}`,
      );
    }
    resolved[name] = value;
  }
  return resolved;
}
