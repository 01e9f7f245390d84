import type { RetentionSettings } from '../../../../common/api/settings/schema';

/** Whether something that is kept now is not kept any longer. */
export function isShorter(before: RetentionSettings, after: RetentionSettings): boolean {
  const families = Object.keys(after.days) as (keyof RetentionSettings['days'])[];
  const isLess = (was: number | undefined, is: number | undefined) =>
    (is ?? Infinity) < (was ?? Infinity);
  return (
    families.some((family) => isLess(before.days[family], after.days[family])) ||
    isLess(before.model_versions, after.model_versions)
  );
}
