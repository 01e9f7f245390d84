import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { SEVERITY_BANDS } from '../../../common/severity';
import type { GroupBy, LogAnomalyParams } from '../../../common/rule_types/log_anomaly_params';
import {
  allOf,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
  type TimeBucket,
} from '../../queries/elasticsearch';
import { queryOfText } from '../../queries/kql';
import type { StepCount } from '../shared/sliding_window';

/** The one group where lines are not told apart. */
export const ALL_LINES = 'all';

export const GROUP_FIELDS: Record<Exclude<GroupBy, 'none'>, string> = {
  host: 'host.name',
  service: 'service.name',
  pattern: 'anomaly.template.id',
};

/** When a line was scored, for rules that look on; when it was written, for looking back. */
export type TimeField = 'event.ingested' | '@timestamp';

/** Steps from `endMs` backwards: the last one ends there. */
export interface Steps {
  field: TimeField;
  startMs: number;
  endMs: number;
  stepMs: number;
}

interface StepBucket extends TimeBucket {
  score: SingleValue;
}

interface GroupAnswer {
  steps: Buckets<StepBucket>;
}

interface CountAnswer extends GroupAnswer {
  groups: Buckets<TermBucket & GroupAnswer>;
}

/** Which lines a rule looks at. @throws QueryTextError for a filter that cannot be read */
export function linesOfRule(params: LogAnomalyParams): Query {
  const minScore = Math.max(
    params.minScore ?? 0,
    SEVERITY_BANDS.find(({ severity }) => severity === params.minSeverity)?.minScore ?? 0,
  );
  const text = params.filter ? queryOfText(params.filter) : undefined;
  return {
    bool: {
      filter: [
        { range: { 'anomaly.score': { gte: minScore } } },
        ...(params.source ? [{ wildcard: { 'source.index': { value: params.source } } }] : []),
        ...(text ? [text] : []),
      ],
      must_not: [{ term: { 'anomaly.suppressed': true } }],
    },
  };
}

/** A range of times, the end included: a step holds what came after its start, up to its end. */
export const within = (field: TimeField, fromMs: number, toMs: number): Query => ({
  range: { [field]: { gt: fromMs, lte: toMs, format: 'epoch_millis' } },
});

export const since = (field: TimeField, fromMs: number): Query => ({
  range: { [field]: { gt: fromMs, format: 'epoch_millis' } },
});

/** Lines by group and step, groups with the most lines first. */
export async function countLines(
  read: Read,
  query: Query,
  groupBy: GroupBy,
  steps: Steps,
  maxGroups: number,
): Promise<{ groups: Map<string, StepCount[]>; isCut: boolean }> {
  const bySteps: Aggregations = {
    steps: {
      date_histogram: {
        field: steps.field,
        fixed_interval: `${steps.stepMs}ms`,
        // Elasticsearch counts the start of a step to it, this the end: hence a millisecond later.
        offset: `${(steps.endMs + 1) % steps.stepMs}ms`,
        min_doc_count: 1,
      },
      aggs: { score: { max: { field: 'anomaly.score' } } },
    },
  };
  const { aggregations } = await search<never, CountAnswer>(read, ANOMALIES_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query: allOf(query, within(steps.field, steps.startMs, steps.endMs)),
    aggs:
      groupBy === 'none'
        ? bySteps
        : {
            groups: {
              terms: { field: GROUP_FIELDS[groupBy], size: maxGroups },
              aggs: bySteps,
            },
          },
  });
  if (!aggregations) return { groups: new Map(), isCut: false };
  if (groupBy === 'none')
    return { groups: new Map([[ALL_LINES, stepsOf(aggregations)]]), isCut: false };
  const { buckets, sum_other_doc_count: others = 0 } = aggregations.groups;
  return {
    groups: new Map(buckets.map((bucket) => [bucket.key, stepsOf(bucket)])),
    isCut: others > 0,
  };
}

const stepsOf = ({ steps }: GroupAnswer): StepCount[] =>
  steps.buckets.map(({ key, doc_count, score }) => ({
    startMs: key - 1,
    lines: doc_count,
    maxScore: score.value ?? 0,
  }));
