import type { Model } from '../../common/api/models/schema';

/** Longer histories are cut: who would go back further knows which model to activate. */
const MAX_EARLIER = 50;

/** Which model is active and which were before, the last one first: a stack that a roll-back takes from. */
export interface Activations {
  activeId: string | null;
  earlierIds: readonly string[];
}

/** After another model was made active, or (null) none is. */
export function activated({ activeId, earlierIds }: Activations, id: string | null): Activations {
  if (id === activeId) return { activeId, earlierIds };
  const earlier = activeId === null ? earlierIds : [activeId, ...earlierIds];
  return { activeId: id, earlierIds: earlier.slice(0, MAX_EARLIER) };
}

/** The earlier models that can be gone back to: still there, not the active one, each once. */
export function earlierModels(
  { activeId, earlierIds }: Activations,
  existing: readonly Model[],
): Model[] {
  const byId = new Map(existing.map((model) => [model.id, model]));
  return [...new Set(earlierIds)].flatMap((id) => {
    const model = byId.get(id);
    return model && id !== activeId ? [model] : [];
  });
}

/** After a roll-back to `id`: what lay above it is gone, so that the next one goes back further. */
export function rolledBack({ earlierIds }: Activations, id: string): Activations {
  return { activeId: id, earlierIds: earlierIds.slice(earlierIds.indexOf(id) + 1) };
}
