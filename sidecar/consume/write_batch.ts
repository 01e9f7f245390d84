import { ANOMALIES_INDEX_PREFIX } from '../../common/indices';
import type { RetryOptions } from '../elasticsearch/retry';
import { count, type Counting, type ScoredBatch } from '../jobs/batch_scorer';
import { runBulk, type BulkOperation } from '../sinks/elasticsearch/bulk';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';
import { deadLetter, flaggedLine } from '../sinks/kafka/messages';
import type { ReadBatch, RefusedMessage } from './batch';
import type { LoadedModel } from './model_pool';
import type { PartitionParts } from './partition_parts';

export interface WrittenBatch {
  lines: number;
  flagged: number;
  deadLetters: number;
  skipped: Record<string, number>;
}

interface Writing {
  model: LoadedModel;
  counting: Counting;
  writing: RetryOptions;
}

/** An anomaly to write. */
type AnomalyOperation = Extract<BulkOperation, { kind: 'index' }> & { document: StoredAnomaly };

/**
 * Scores a batch and writes all that follows from it: anomalies and rollups to Elasticsearch, then flagged lines and dead
 * letters to their topics. May be repeated: in Elasticsearch, the second time changes nothing.
 * @throws the error of Elasticsearch; AbortError where the signal ended the waiting
 */
export async function writeBatch(
  parts: Pick<PartitionParts, 'env' | 'models' | 'topics'>,
  batch: ReadBatch,
  { model, counting, writing }: Writing,
): Promise<WrittenBatch> {
  const { client, config } = parts.env;
  const { rulesVersion } = parts.models;
  const nowMs = Date.now();
  const scored = model.scorer.score(batch.page, batch.source, nowMs, counting);
  const { failures } = await runBulk(client, scored.operations, { retry: writing });
  model.scorer.wasWritten(scored);
  let anomalies = scored.operations.filter(isAnomaly);
  let { flagged } = scored;
  // A label or threshold that was saved meanwhile: whoever saved it has judged anew what was stored before this batch.
  if ((await parts.models.refreshRules()) !== rulesVersion) {
    const judged = model.scorer.score(batch.page, batch.source, nowMs);
    await runBulk(client, changesOf(anomalies, judged), { retry: writing });
    anomalies = judged.operations.filter(isAnomaly);
    flagged = judged.flagged;
  }
  const refused = [...batch.refused, ...unreadable(batch, scored)];
  const broken = failures.find(({ operation }) => !isAnomaly(operation));
  if (broken) throw new Error(`Results cannot be stored: ${broken.reason}`);
  for (const { operation, reason } of failures) {
    const message = isAnomaly(operation)
      ? batch.messageAt(operation.document.origin.seq_no)
      : undefined;
    if (message) refused.push({ message, reason: `Elasticsearch refuses it: ${reason}` });
  }
  const from = { topic: batch.source.indexName, partition: batch.source.shard };
  const { kafkaOutputTopic: outputTopic, kafkaDeadLetterTopic } = config;
  if (outputTopic !== undefined) {
    await parts.topics.write(
      anomalies
        .filter(({ document }) => !document.anomaly.suppressed)
        .map(({ id, document }) => {
          const key = batch.messageAt(document.origin.seq_no)?.key ?? null;
          return flaggedLine(outputTopic, key, id, document);
        }),
    );
  }
  await parts.topics.write(
    refused.map(({ message, reason }) => deadLetter(kafkaDeadLetterTopic, message, from, reason)),
  );
  const skipped: Record<string, number> = {};
  for (const { reason } of refused) count(skipped, reason, 1);
  return { lines: scored.lines, flagged, deadLetters: refused.length, skipped };
}

function isAnomaly(operation: BulkOperation): operation is AnomalyOperation {
  return operation.kind === 'index' && operation.index.startsWith(ANOMALIES_INDEX_PREFIX);
}

/** What to write so that anomalies are as they are judged now. */
function changesOf(before: readonly AnomalyOperation[], judged: ScoredBatch): BulkOperation[] {
  const now = judged.operations.filter(isAnomaly);
  const ids = new Set(now.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => !ids.has(id))
    .map(({ index, id }): BulkOperation => ({ kind: 'delete', index, id }));
  return [...now, ...gone];
}

function unreadable(batch: ReadBatch, scored: ScoredBatch): RefusedMessage[] {
  return scored.unreadable.flatMap(({ line, reason }) => {
    const message = batch.messageAt(line.seqNo);
    return message ? [{ message, reason }] : [];
  });
}
