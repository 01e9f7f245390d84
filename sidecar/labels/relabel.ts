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

/** Where a model cuts: lines are flagged from the threshold on, and kept from a score that may be lower. */
export interface Cut {
  threshold: number;
  keptFrom: number;
}

/** Lines that disappeared from the screens, and lines that came back. */
export interface Moved {
  hidden: number;
  shown: number;
}

/** So many scopes are looked up in one search: a clause each. */
const SCOPES_A_SEARCH = 200;

/**
 * Judges every stored anomaly of patterns on hosts anew by the labels as they are now, so that giving and
 * undoing a label are the same thing. A line that only a label had flagged goes when the label goes.
 *
 * A line is judged at the time when it was scored: a mute holds for what came before it and until it ends, whenever
 * one asks.
 * @param cuts of each model
 * @returns how many flagged lines were taken below the threshold or put back
 */
export async function relabel(
  client: Client,
  scopes: readonly LabelScope[],
  labels: readonly Label[],
  cuts: ReadonlyMap<string, Cut>,
  retry: RetryOptions,
): Promise<number> {
  // Of a model that is gone nobody knows; its lines are kept as flagged by their score.
  const cutOf = ({ model, score }: StoredAnomaly['anomaly']) =>
    cuts.get(model) ?? { threshold: score, keptFrom: score };
  let affected = 0;
  for (let start = 0; start < scopes.length; start += SCOPES_A_SEARCH) {
    const filter = [inScopes(scopes.slice(start, start + SCOPES_A_SEARCH))];
    const { hidden, shown } = await rejudge(client, filter, labels, cutOf, retry);
    affected += hidden + shown;
  }
  return affected;
}

/** One clause a host, so that a verdict on many patterns of one host stays a small query. */
function inScopes(scopes: readonly LabelScope[]): estypes.QueryDslQueryContainer {
  const templatesByHost = new Map<string, string[]>();
  for (const { host, template_id } of scopes) {
    templatesByHost.set(host, [...(templatesByHost.get(host) ?? []), template_id]);
  }
  const should = [...templatesByHost].map(([host, templates]) => ({
    bool: {
      filter: [{ term: { 'host.name': host } }, { terms: { 'anomaly.template.id': templates } }],
    },
  }));
  return { bool: { should, minimum_should_match: 1 } };
}

/**
 * Judges the stored lines of a model by another threshold. Lines below it are kept, hidden, so that a threshold that is
 * set back shows the very same lines again. Windows and sessions have thresholds of their own.
 */
export function rejudgeModel(
  client: Client,
  modelId: string,
  threshold: number,
  labels: readonly Label[],
  retry: RetryOptions,
): Promise<Moved> {
  const at = { 'anomaly.score': { gte: threshold } };
  const below = { 'anomaly.score': { lt: threshold } };
  const suppressed = (value: boolean) => ({ term: { 'anomaly.suppressed': value } });
  const filter: estypes.QueryDslQueryContainer[] = [
    { term: { 'anomaly.model': modelId } },
    { bool: { must_not: [{ exists: { field: 'anomaly.unit.kind' } }] } },
    // The others are as they should be, whatever an earlier change had left undone.
    {
      bool: {
        should: [
          { bool: { filter: [{ range: below }, suppressed(false)] } },
          { bool: { filter: [{ range: at }, suppressed(true)] } },
        ],
        minimum_should_match: 1,
      },
    },
  ];
  return rejudge(client, filter, labels, () => ({ threshold, keptFrom: 0 }), retry);
}

async function rejudge(
  client: Client,
  filter: estypes.QueryDslQueryContainer[],
  labels: readonly Label[],
  cutOf: (anomaly: StoredAnomaly['anomaly']) => Cut,
  retry: RetryOptions,
): Promise<Moved> {
  const feedback = new Feedback(labels);
  const moved: Moved = { hidden: 0, shown: 0 };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let conflicts = 0;
    for await (const hits of anomaliesOf(client, filter, retry)) {
      const changes = hits.flatMap((hit) => changeOf(hit, feedback, cutOf) ?? []);
      const operations = changes.map(({ operation }) => operation);
      const { failures } = await runBulk(client, operations, { retry, refresh: true });
      const failed = new Set(failures.map(({ operation }) => operation));
      for (const { effect, operation } of changes) {
        if (effect !== null && !failed.has(operation)) moved[effect]++;
      }
      // A conflict: the follower wrote the line again just now. The next round sees it as it is.
      conflicts += failures.length;
    }
    if (conflicts === 0) break;
  }
  return moved;
}

interface Change {
  operation: BulkOperation;
  /** Whether the line appears or disappears on the screens; null where it does neither. */
  effect: keyof Moved | null;
}

function changeOf(
  hit: estypes.SearchHit<StoredAnomaly>,
  feedback: Feedback,
  cutOf: (anomaly: StoredAnomaly['anomaly']) => Cut,
): Change | null {
  const document = hit._source;
  if (!document) return null;
  const id = hit._id ?? '';
  const { anomaly, host, event } = document;
  const cut = cutOf(anomaly);
  const threshold = anomaly.unit?.threshold ?? cut.threshold;
  const keptFrom = anomaly.unit?.threshold ?? cut.keptFrom;
  const judged = feedback.judge(
    anomaly.template.id,
    host.name,
    anomaly.score,
    threshold,
    Date.parse(event.ingested),
  );
  const isVisible = judged.flagged === anomaly.suppressed;
  const effect = isVisible ? (judged.flagged ? 'shown' : 'hidden') : null;
  const isSame =
    effect === null && judged.verdict === anomaly.label && judged.labelId === anomaly.label_id;
  if (isSame) return null;
  if (!judged.flagged && !judged.suppressed && anomaly.score < keptFrom) {
    return { operation: { kind: 'delete', index: hit._index, id }, effect };
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
    effect,
  };
}

/** Every anomaly that matches as it is stored now, in pages of one point in time. */
async function* anomaliesOf(
  client: Client,
  filter: estypes.QueryDslQueryContainer[],
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
            query: { bool: { filter } },
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
