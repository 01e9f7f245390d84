import type { AnomalyDocument } from '../../common/anomaly';
import type { AnomalyRow } from '../../common/app_api/search/schema';
import { ANOMALIES_INDEX_PREFIX } from '../../common/indices';
import { AppError } from '../app_error';
import { search, type Read } from './elasticsearch';

/** One flagged line by its place. @throws AppError where it is not there */
export async function readAnomaly(read: Read, index: string, id: string): Promise<AnomalyRow> {
  // Only ever the sidecar's own indices: the name comes from a link.
  const known = index.startsWith(ANOMALIES_INDEX_PREFIX) && !/[*,<>\s]/.test(index);
  const { hits } = known
    ? await search<AnomalyDocument, never>(read, index, {
        size: 1,
        query: { ids: { values: [id] } },
      })
    : { hits: [] };
  const hit = hits[0];
  if (!hit?._source || !hit._id) {
    throw new AppError(
      404,
      'not_found',
      'This flagged line is gone: its index was deleted, or the line was scored anew.',
    );
  }
  return { index: hit._index, id: hit._id, document: hit._source };
}
