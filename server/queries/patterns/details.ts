import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../../common/indices';
import { bucketGrid } from '../../../common/app_api/buckets';
import type {
  NameCount,
  PatternDetails,
  PatternDetailsQuery,
} from '../../../common/app_api/patterns/schema';
import {
  allOf,
  search,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
  type TimeBucket,
} from '../elasticsearch';
import { modelSegments, shownModels } from '../model_segments';
import { perBucket } from '../overview';
import { describe } from './catalogue';
import { LINES, PATTERN_ID, SEEN } from './counts';
import type { PatternLists } from './lists';
import { timelineOf } from './row_details';
import { isoOrNull } from './survey';

const MAX_NAMES = 20;

interface OfOne<More = object> {
  own: More & { doc_count: number; lines: SingleValue };
}

interface NameBucket extends TermBucket {
  patterns: OfOne;
}

interface EverAnswer {
  patterns: OfOne<{ first: SingleValue; last: SingleValue }>;
  hosts: Buckets<NameBucket>;
  services: Buckets<NameBucket>;
}

/** One pattern: in the period over time, and since it is known by host and service. */
export async function readPatternDetails(
  read: Read,
  query: PatternDetailsQuery,
  activeModel: string | undefined,
  lists: PatternLists | undefined,
): Promise<PatternDetails> {
  const fromMs = Date.parse(query.from);
  const toMs = Date.parse(query.to);
  const grid = bucketGrid(fromMs, toMs, query.buckets, query.utc_offset_minutes * 60_000);
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const hasPattern: Query = {
    nested: { path: 'rollup.patterns', query: ofId(query.id), ignore_unmapped: true },
  };
  const ofPattern = (aggs = LINES) => ({
    nested: { path: 'rollup.patterns' },
    aggs: { own: { filter: ofId(query.id), aggs } },
  });
  const byName = (field: string) => ({
    terms: { field, size: MAX_NAMES },
    aggs: { patterns: ofPattern() },
  });
  const [now, ever, flagged, descriptions] = await Promise.all([
    search<never, { patterns: OfOne<{ timeline: Buckets<TimeBucket & { lines: SingleValue }> }> }>(
      read,
      ROLLUP_INDEX_PATTERN,
      {
        size: 0,
        track_total_hits: false,
        query: allOf(shownModels('rollup.model', segments, fromMs, toMs), hasPattern),
        aggs: { patterns: ofPattern({ ...LINES, timeline: timelineOf(grid) }) },
      },
    ),
    search<never, EverAnswer>(read, ROLLUP_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: hasPattern,
      aggs: {
        patterns: ofPattern(SEEN),
        hosts: byName('host.name'),
        services: byName('service.name'),
      },
    }),
    search<never, never>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: true,
      query: allOf(
        shownModels('anomaly.model', segments, fromMs, toMs),
        { term: { 'anomaly.template.id': query.id } },
        { term: { 'anomaly.suppressed': false } },
      ),
    }),
    describe(read, [query.id]),
  ]);
  const inPeriod = now.aggregations?.patterns.own;
  const all = ever.aggregations?.patterns.own;
  const described = descriptions.get(query.id);
  return {
    id: query.id,
    text: described?.pattern.text ?? lists?.watches.get(query.id)?.template_text ?? query.id,
    lines: inPeriod?.lines.value ?? 0,
    flagged: flagged.total,
    linesEver: all?.lines.value ?? 0,
    first: isoOrNull(all?.first.value ?? NaN),
    last: isoOrNull(all?.last.value ?? NaN),
    trained: described?.trained ? { model: described.model, lines: described.trained.lines } : null,
    grid,
    counts: perBucket(grid, inPeriod?.timeline.buckets, ({ lines }) => lines.value ?? 0, 0),
    hosts: namesOf(ever.aggregations?.hosts),
    services: namesOf(ever.aggregations?.services),
    watch: lists?.watches.get(query.id) ?? null,
    mutes: lists?.mutes.get(query.id) ?? [],
    knowsLists: lists !== undefined,
  };
}

const ofId = (id: string): Query => ({ term: { [PATTERN_ID]: id } });

const namesOf = (answer: Buckets<NameBucket> | undefined): NameCount[] =>
  (answer?.buckets ?? [])
    .map(({ key, patterns }) => ({ name: key, lines: patterns.own.lines.value ?? 0 }))
    .sort((a, b) => b.lines - a.lines);
