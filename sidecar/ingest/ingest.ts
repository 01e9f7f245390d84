import type { Client } from '@elastic/elasticsearch';
import type { IngestItem, IngestResponse, IngestStatus } from '../../common/api/ingest/schema';
import type { RetryOptions } from '../elasticsearch/retry';
import type { ScoringService } from '../scoring/scoring_service';
import { runBulk, type BulkOperation } from '../sinks/elasticsearch/bulk';
import { ModelCorruptError, NoActiveModelError, ProblemError } from '../store/stores';
import {
  bareDocument,
  destinationsOf,
  withScore,
  type DocumentScore,
  type LogDocument,
} from './documents';

const CONFLICT = 409;
const BAD_DOCUMENT = 400;

export interface IngestOptions {
  client: Client;
  retry: RetryOptions;
  scoring: ScoringService;
  /** Indices are PREFIX-YYYY.MM.dd. */
  prefix: string;
}

/**
 * Scores documents and creates each once, under its id. What is there already is left as it is. Without a model the
 * documents are written unscored.
 * @throws ProblemError, or the error of Elasticsearch, where the batch was not, or not wholly, written: sending it again
 * is safe
 */
export async function ingest(
  documents: readonly LogDocument[],
  { client, retry, scoring, prefix }: IngestOptions,
): Promise<IngestResponse> {
  const places = destinationsOf(documents, prefix, Date.now());
  const { model, scores } = await scoresOf(
    places.map(({ document }) => document),
    scoring,
  );
  const operations = places.map(
    ({ id, index, document }, i): BulkOperation & { kind: 'create' } => ({
      kind: 'create',
      index,
      id,
      document: withScore(document, scores[i]),
    }),
  );
  const outcomes = await create(client, operations, retry);
  const items = operations.map(({ id, index }, i): IngestItem => {
    const score = outcomes[i].status === 'created' ? scores[i]?.result.score : undefined;
    return { id, index, ...outcomes[i], ...(score === undefined ? {} : { score }) };
  });
  return { model, items };
}

async function scoresOf(
  documents: LogDocument[],
  scoring: ScoringService,
): Promise<{ model: string | null; scores: (DocumentScore | null)[] }> {
  try {
    const { modelId, pipeline, outcomes } = await scoring.score(documents, undefined, 'flagged');
    const { threshold } = pipeline;
    const scores = outcomes.map((outcome) =>
      'skipped' in outcome ? null : { result: outcome.result, model: modelId, threshold },
    );
    return { model: modelId, scores };
  } catch (error) {
    // A line without a score is better than one that is held up for days.
    if (!(error instanceof NoActiveModelError || error instanceof ModelCorruptError)) throw error;
    return { model: null, scores: documents.map(() => null) };
  }
}

interface Outcome {
  status: IngestStatus;
  error?: string;
}

type Create = BulkOperation & { kind: 'create' };

/** Creates the documents, those that are refused as bare lines. @returns one outcome an operation */
async function create(
  client: Client,
  operations: readonly Create[],
  retry: RetryOptions,
): Promise<Outcome[]> {
  const places = new Map<BulkOperation, number>(operations.map((operation, i) => [operation, i]));
  const outcomes = operations.map((): Outcome => ({ status: 'created' }));
  const bare = new Map<BulkOperation, number>();
  const { failures } = await runBulk(client, operations, { retry });
  for (const { operation, status, reason } of failures) {
    const i = places.get(operation) ?? 0;
    if (status === CONFLICT) outcomes[i] = { status: 'existing' };
    else if (status !== BAD_DOCUMENT) throw notWritten(reason);
    else {
      outcomes[i] = { status: 'created_bare', error: reason };
      const { index, id, document } = operations[i];
      bare.set(
        { kind: 'create', index, id, document: bareDocument(document as LogDocument, id, reason) },
        i,
      );
    }
  }
  const again = await runBulk(client, [...bare.keys()], { retry });
  for (const { operation, status, reason } of again.failures) {
    const i = bare.get(operation) ?? 0;
    if (status === CONFLICT) outcomes[i] = { status: 'existing' };
    else if (status !== BAD_DOCUMENT) throw notWritten(reason);
    else outcomes[i] = { status: 'refused', error: reason };
  }
  return outcomes;
}

/** A fault that has nothing to do with the documents, such as a missing right: the batch is wanted again. */
function notWritten(reason: string): ProblemError {
  return new ProblemError(503, 'not_written', `Elasticsearch took a part at most: ${reason}`, 5);
}
