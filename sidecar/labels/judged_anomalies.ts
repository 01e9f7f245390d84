import type { Client } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PREFIX } from '../../common/indices';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';

export interface AnomalyRef {
  anomaly_index: string;
  anomaly_id: string;
}

export interface JudgedAnomaly {
  ref: AnomalyRef;
  /** Null where there is no such anomaly. */
  document: StoredAnomaly | null;
}

/** The anomalies that a request names, in its order. Only ever the sidecar's own indices are looked into. */
export async function readAnomalies(
  client: Client,
  refs: readonly AnomalyRef[],
  retry: RetryOptions,
): Promise<JudgedAnomaly[]> {
  const known = refs.filter(
    ({ anomaly_index: index }) =>
      index.startsWith(ANOMALIES_INDEX_PREFIX) && !/[*?,<>\s]/.test(index),
  );
  const found = new Map<AnomalyRef, StoredAnomaly>();
  if (known.length > 0) {
    const { docs } = await withRetry(
      () =>
        client.mget<StoredAnomaly>({
          docs: known.map(({ anomaly_index, anomaly_id }) => ({
            _index: anomaly_index,
            _id: anomaly_id,
          })),
        }),
      retry,
    );
    docs.forEach((doc, i) => {
      if ('_source' in doc && doc._source) found.set(known[i], doc._source);
    });
  }
  return refs.map((ref) => ({ ref, document: found.get(ref) ?? null }));
}
