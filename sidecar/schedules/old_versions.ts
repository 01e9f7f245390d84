import type { ModelStore } from '../store/stores';

/**
 * Deletes the oldest versions of a name.
 * @param keep so many of the newest stay, and in any case the active model, the one before it and those of `inUse`
 * @returns the ids of the deleted ones
 */
export async function deleteOldVersions(
  models: ModelStore,
  name: string,
  keep: number,
  inUse: ReadonlySet<string>,
): Promise<string[]> {
  const [all, [before]] = await Promise.all([models.list(), models.activeBefore()]);
  const old = all
    .filter((model) => model.name === name)
    .sort((a, b) => b.version - a.version)
    .slice(keep)
    .filter(({ id, active }) => !active && id !== before && !inUse.has(id));
  for (const { id } of old) await models.delete(id);
  return old.map(({ id }) => id);
}
