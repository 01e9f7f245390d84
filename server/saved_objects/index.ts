import { dashboards } from './dashboards';
import { dataViews } from './data_views';
import type { IdOf, SavedObjectInput } from './saved_object';
import { searches } from './searches';
import { visualizations } from './visualizations';

export { DASHBOARDS } from './dashboards';
export { idsOfSpace, type SavedObjectInput } from './saved_object';

/** Everything that is installed in a space, what others refer to first. */
export const savedObjects = (idOf: IdOf): SavedObjectInput[] => [
  ...dataViews(idOf),
  ...visualizations(idOf),
  ...searches(idOf),
  ...dashboards(idOf),
];
