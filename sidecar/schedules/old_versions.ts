import type { ModelStore } from '../store/stores';

/**
 * Ids of the oldest versions of a name.
 * @param keep so many of the newest stay, and in any case the active model, the one before it and those of `inUse`
 */
export async function oldVersions(
  models: ModelStore,
  name: string,
  keep: number,
  inUse: ReadonlySet<string>,
): Promise<string[]> {
  const [all, [before]] = await Promise.all([models.list(), models.activeBefore()]);
  return all
    .filter((model) => model.name === name)
    .sort((a, b) => b.version - a.version)
    .slice(keep)
    .filter(({ id, active }) => !active && id !== before && !inUse.has(id))
    .map(({ id }) => id);
}

/** Deletes the oldest versions of a name; see {@link oldVersions}. @returns their ids */
export async function deleteOldVersions(
  models: ModelStore,
  name: string,
  keep: number,
  inUse: ReadonlySet<string>,
): Promise<string[]> {
  const old = await oldVersions(models, name, keep, inUse);
  for (const id of old) await models.delete(id);
  return old;
}
