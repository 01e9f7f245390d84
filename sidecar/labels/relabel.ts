import type { Client, estypes } from '@elastic/elasticsearch';
import type { Label } from '../../common/api/labels/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { Feedback } from '../pipeline';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import { runBulk, type BulkOperation } from '../sinks/elasticsearch/bulk';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';

const PAGE_SIZE = 1_000;
const MAX_ROUNDS = 5;

/** What a label holds for: a pattern on a host. */
export type LabelScope = Pick<Label, 'template_id' | 'host'>;

/**
 * Judges every stored anomaly of a pattern on a host anew by the labels as they are now, so that giving and
 * undoing a label are the same thing. A line that only a label had flagged goes when the label goes.
 *
 * A line is judged at the time when it was scored: a mute holds for what came before it and until it ends, whenever
 * one asks.
 * @param thresholds threshold of each model, 0–100
 * @returns how many flagged lines were taken below the threshold or put back
 */
export async function relabel(
  client: Client,
  scope: LabelScope,
  labels: readonly Label[],
  thresholds: ReadonlyMap<string, number>,
  retry: RetryOptions,
): Promise<number> {
  const feedback = new Feedback(labels);
  let affected = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let conflicts = 0;
    for await (const hits of anomaliesOf(client, scope, retry)) {
      const changes = hits.flatMap((hit) => changeOf(hit, feedback, thresholds) ?? []);
      const operations = changes.map(({ operation }) => operation);
      const { failures } = await runBulk(client, operations, { retry, refresh: true });
      const failed = new Set(failures.map(({ operation }) => operation));
      affected += changes.filter((it) => it.isVisible && !failed.has(it.operation)).length;
      // A conflict: the follower wrote the line again just now. The next round sees it as it is.
      conflicts += failures.length;
    }
    if (conflicts === 0) break;
  }
  return affected;
}

interface Change {
  operation: BulkOperation;
  /** Whether the line appears or disappears on the screens. */
  isVisible: boolean;
}

function changeOf(
  hit: estypes.SearchHit<StoredAnomaly>,
  feedback: Feedback,
  thresholds: ReadonlyMap<string, number>,
): Change | null {
  const document = hit._source;
  if (!document) return null;
  const id = hit._id ?? '';
  const { anomaly, host, event } = document;
  // Of a model that is gone nobody knows; its lines are kept as flagged by their score.
  const threshold = anomaly.unit?.threshold ?? thresholds.get(anomaly.model) ?? anomaly.score;
  const judged = feedback.judge(
    anomaly.template.id,
    host.name,
    anomaly.score,
    threshold,
    Date.parse(event.ingested),
  );
  const isVisible = judged.flagged === anomaly.suppressed;
  const isSame =
    !isVisible && judged.verdict === anomaly.label && judged.labelId === anomaly.label_id;
  if (isSame) return null;
  if (!judged.flagged && !judged.suppressed) {
    return { operation: { kind: 'delete', index: hit._index, id }, isVisible: true };
  }
  const judgedAnomaly = { ...anomaly, suppressed: !judged.flagged };
  delete judgedAnomaly.label;
  delete judgedAnomaly.label_id;
  if (judged.verdict) judgedAnomaly.label = judged.verdict;
  if (judged.labelId) judgedAnomaly.label_id = judged.labelId;
  return {
    operation: {
      kind: 'index',
      index: hit._index,
      id,
      document: { ...document, anomaly: judgedAnomaly },
      ifSeqNo: hit._seq_no,
      ifTerm: hit._primary_term,
    },
    isVisible,
  };
}

/** Every anomaly of the scope as it is stored now, in pages of one point in time. */
async function* anomaliesOf(
  client: Client,
  scope: LabelScope,
  retry: RetryOptions,
): AsyncGenerator<estypes.SearchHit<StoredAnomaly>[]> {
  const index = ANOMALIES_INDEX_PATTERN;
  await withRetry(
    () => client.indices.refresh({ index, ignore_unavailable: true, allow_no_indices: true }),
    retry,
  );
  const { id } = await withRetry(
    () => client.openPointInTime({ index, keep_alive: '1m', ignore_unavailable: true }),
    retry,
  );
  try {
    let after: estypes.SortResults | undefined;
    for (;;) {
      const answer = await withRetry(
        () =>
          client.search<StoredAnomaly>({
            pit: { id, keep_alive: '1m' },
            size: PAGE_SIZE,
            track_total_hits: false,
            seq_no_primary_term: true,
            query: {
              bool: {
                filter: [
                  { term: { 'anomaly.template.id': scope.template_id } },
                  { term: { 'host.name': scope.host } },
                ],
              },
            },
            sort: [{ _shard_doc: 'asc' }],
            ...(after ? { search_after: after } : {}),
          }),
        retry,
      );
      const { hits } = answer.hits;
      if (hits.length > 0) yield hits;
      if (hits.length < PAGE_SIZE) return;
      after = hits[hits.length - 1].sort;
    }
  } finally {
    await client.closePointInTime({ id }, { ignore: [404] }).catch(() => {});
  }
}
