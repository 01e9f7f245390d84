import { setTimeout as delay } from 'node:timers/promises';
import type { Client, estypes } from '@elastic/elasticsearch';
import { ProblemError } from '../../store/stores';
import { BLOCKED, withoutContent } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

/** One thing to do in a bulk request. */
export type BulkOperation =
  | ({
      kind: 'index';
      index: string;
      id: string;
      document: object;
      /** Given by the writer: what is there with a higher one stays, and counts as done. */
      version?: number;
    } & IfUnchanged)
  /** Status 409 where there is a document of this id already. */
  | { kind: 'create'; index: string; id: string; document: object }
  | ({ kind: 'delete'; index: string; id: string } & IfUnchanged);

/** Status 409 where the document is another than the one that was read. */
export interface IfUnchanged {
  ifSeqNo?: number;
  ifTerm?: number;
}

export interface BulkFailure {
  operation: BulkOperation;
  status: number;
  reason: string;
}

export interface BulkResult {
  /** Operations that Elasticsearch acknowledged. */
  done: number;
  /** Operations that it refuses for good; those of documents that are gone already are not among them. */
  failures: BulkFailure[];
}

export interface BulkOptions {
  retry: RetryOptions;
  /** Make the changes visible to the next search before answering. */
  refresh?: boolean;
}

/** Bodies beyond this are cut into several requests; Elasticsearch refuses more than 100 MB. */
const MAX_REQUEST_CHARS = 8_000_000;

const ITEM_DELAY_MS = 500;
const MAX_ITEM_DELAY_MS = 10_000;

/**
 * Carries out operations in one or more bulk requests. Items that are refused for a while (overload, a read-only index) are
 * sent again until `retry.giveUpAfterMs`; items that are refused for good are returned.
 * @throws the error of Elasticsearch where a whole request fails; ProblemError (503) where items go on being refused for a while
 */
export async function runBulk(
  client: Client,
  operations: readonly BulkOperation[],
  options: BulkOptions,
): Promise<BulkResult> {
  const result: BulkResult = { done: 0, failures: [] };
  for (const request of cutIntoRequests(operations)) {
    await runRequest(client, request, options, result);
  }
  return result;
}

async function runRequest(
  client: Client,
  request: readonly SerializedOperation[],
  options: BulkOptions,
  result: BulkResult,
): Promise<void> {
  const startMs = performance.now();
  let pending = request;
  for (let attempt = 0; pending.length > 0; attempt++) {
    const sent = pending;
    const answer = await withRetry(
      () =>
        client.bulk(
          { operations: sent.flatMap((item) => item.lines), refresh: options.refresh ?? false },
          { signal: options.retry.signal },
        ),
      options.retry,
    );
    const again: SerializedOperation[] = [];
    let reason: string | undefined;
    answer.items.forEach((item, place) => {
      const outcome = Object.values(item)[0];
      const { operation } = sent[place];
      const alreadyGone = operation.kind === 'delete' && outcome.status === 404;
      const newerThere =
        operation.kind === 'index' && operation.version !== undefined && outcome.status === 409;
      if (outcome.status < 300 || alreadyGone || newerThere) result.done++;
      else if (isRefusedForAWhile(outcome)) {
        again.push(sent[place]);
        reason ??= reasonOf(outcome);
      } else result.failures.push({ operation, status: outcome.status, reason: reasonOf(outcome) });
    });
    if (again.length > 0) {
      if (performance.now() - startMs > options.retry.giveUpAfterMs) {
        throw new ProblemError(
          503,
          'not_written',
          `Elasticsearch goes on refusing ${again.length} documents: ${reason}. Try again later.`,
        );
      }
      const waitMs =
        Math.min(MAX_ITEM_DELAY_MS, ITEM_DELAY_MS * 2 ** attempt) * (0.5 + Math.random() / 2);
      options.retry.onRetry?.(`Elasticsearch refuses documents: ${reason}`, waitMs);
      await delay(waitMs, undefined, { signal: options.retry.signal });
    }
    if (again.length === 0 && attempt > 0) options.retry.onRecovered?.();
    pending = again;
  }
}

interface SerializedOperation {
  operation: BulkOperation;
  /** The action line, and the document where there is one. */
  lines: string[];
}

function* cutIntoRequests(operations: readonly BulkOperation[]): Generator<SerializedOperation[]> {
  let request: SerializedOperation[] = [];
  let chars = 0;
  for (const operation of operations) {
    const lines = serialize(operation);
    request.push({ operation, lines });
    chars += lines.reduce((sum, line) => sum + line.length, 0);
    if (chars >= MAX_REQUEST_CHARS) {
      yield request;
      request = [];
      chars = 0;
    }
  }
  if (request.length > 0) yield request;
}

function serialize(operation: BulkOperation): string[] {
  const { kind, index, id } = operation;
  if (kind === 'delete') {
    return [JSON.stringify({ delete: { _index: index, _id: id, ...conditionOf(operation) } })];
  }
  if (kind === 'create') {
    return [
      JSON.stringify({ create: { _index: index, _id: id } }),
      JSON.stringify(operation.document),
    ];
  }
  const { version } = operation;
  const versioned = version === undefined ? {} : { version, version_type: 'external_gte' };
  return [
    JSON.stringify({ index: { _index: index, _id: id, ...conditionOf(operation), ...versioned } }),
    JSON.stringify(operation.document),
  ];
}

const conditionOf = ({ ifSeqNo, ifTerm }: IfUnchanged) =>
  ifSeqNo === undefined ? {} : { if_seq_no: ifSeqNo, if_primary_term: ifTerm };

/** Overload passes, and so does a block: an index is read-only while its disk is full. */
function isRefusedForAWhile({ status, error }: estypes.BulkResponseItem): boolean {
  return status === 429 || status === 503 || error?.type === BLOCKED;
}

function reasonOf(outcome: estypes.BulkResponseItem): string {
  const cause = outcome.error?.caused_by?.reason;
  return [outcome.error?.reason ?? `status ${outcome.status}`, cause]
    .map((reason) => withoutContent(reason ?? ''))
    .filter(Boolean)
    .join(': ');
}
