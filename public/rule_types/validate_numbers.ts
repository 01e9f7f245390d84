import { i18n } from '@kbn/i18n';

/** What is wrong with the numbers of a rule, by name; the server looks at everything, and again. */
export function validateNumbers(
  params: object,
  bounds: Record<string, readonly [number, number]>,
): { errors: Record<string, string[]> } {
  const values = new Map<string, unknown>(Object.entries(params));
  const errors = Object.entries(bounds).map(([name, [min, max]]) => {
    const value = values.get(name);
    // What is left out has its default.
    const isRight =
      value === undefined || (typeof value === 'number' && value >= min && value <= max);
    return [name, isRight ? [] : [rangeText(min, max)]] as const;
  });
  return { errors: Object.fromEntries(errors) };
}

const rangeText = (min: number, max: number): string =>
  i18n.translate('anomalies.ruleForm.range', {
    defaultMessage: 'Give a number from {min} to {max}',
    values: { min, max },
  });
