import type { PatternKind, PatternPast } from '../../../common/app_api/patterns/schema';
import type { FacetValue } from '../../../common/app_api/search/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { allOf, type Buckets, type Query, type Read } from '../elasticsearch';
import { modelSegments, shownModels } from '../model_segments';
import { firstInTraining } from './catalogue';
import { isTruncated, seenById } from './counts';
import {
  comparablePeriods,
  kindsOf,
  newSince,
  typicalPerDay,
  type Past,
  type PatternFacts,
} from './judge';
import {
  readComparable,
  readExtent,
  readFlagged,
  readNow,
  readSeen,
  type NameBucket,
} from './survey_searches';

export interface SurveyRequest extends TimeRange {
  host?: readonly string[];
  service?: readonly string[];
}

export interface SurveyedPattern {
  id: string;
  kinds: PatternKind[];
  lines: number;
  flagged: number;
  firstMs: number;
  lastMs: number;
  typicalPerDay: number | null;
}

/** All patterns of a period, and those that vanished before it. */
export interface Survey {
  patterns: Map<string, SurveyedPattern>;
  lines: number;
  uncounted: number;
  past: PatternPast;
  /** The period up to the newest line that was scored: nobody knows what comes after. */
  fromMs: number;
  toMs: number;
  /** When the first comparable period begins: vanished patterns have lines from then on. */
  pastFromMs: number;
  filters: Query[];
  shown: Query;
  isTruncated: boolean;
  facets: Record<'host' | 'service', FacetValue[]>;
}

/** Counts every pattern of the period, and judges it by the time before. */
export async function surveyPatterns(
  read: Read,
  request: SurveyRequest,
  activeModel: string | undefined,
): Promise<Survey> {
  const fromMs = Date.parse(request.from);
  const extent = await readExtent(read);
  const toMs = Math.max(fromMs, Math.min(Date.parse(request.to), extent.toMs));
  const past: Past = {
    countedSinceMs: extent.countedSinceMs,
    newSinceMs: newSince(extent.countedSinceMs, fromMs, toMs),
  };
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const filters = filtersOf(request);
  const [now, before, comparable, flagged, trained] = await Promise.all([
    readNow(read, allOf(shownModels('rollup.model', segments, fromMs, toMs), ...filters)),
    readSeen(read, past.countedSinceMs, past.newSinceMs, filters),
    readComparable(read, fromMs, toMs, past.countedSinceMs, filters),
    readFlagged(read, segments, fromMs, toMs, filters),
    firstInTraining(read),
  ]);

  const seenNow = seenById(now?.patterns);
  const seenBefore = seenById(before);
  const patterns = new Map<string, SurveyedPattern>();
  const candidates = new Set([...seenNow.keys(), ...comparable.flatMap((by) => [...by.keys()])]);
  for (const id of candidates) {
    const facts: PatternFacts = {
      now: seenNow.get(id),
      before: seenBefore.get(id),
      trainedFirstMs: trained.get(id),
      comparable: comparable.map((by) => by.get(id) ?? 0),
    };
    const kinds = kindsOf(facts, past);
    if (!facts.now && kinds.length === 0) continue;
    patterns.set(id, {
      id,
      kinds,
      lines: facts.now?.lines ?? 0,
      flagged: flagged.get(id) ?? 0,
      firstMs: smallest(facts.before?.firstMs, facts.now?.firstMs),
      lastMs: facts.now?.lastMs ?? facts.before?.lastMs ?? NaN,
      typicalPerDay: typicalPerDay(facts, past),
    });
  }
  const lines = now?.lines.value ?? 0;
  return {
    patterns,
    lines,
    uncounted: Math.max(0, lines - (now?.patterns.all?.value ?? 0)),
    past: {
      countedSince: isoOrNull(extent.countedSinceMs),
      newSince: new Date(past.newSinceMs).toISOString(),
      comparablePeriods: comparable.length,
    },
    fromMs,
    toMs,
    pastFromMs: Math.min(fromMs, ...comparablePeriods(fromMs, toMs).map((it) => it.fromMs)),
    filters,
    shown: shownModels('rollup.model', segments, fromMs, toMs),
    isTruncated: isTruncated(now?.patterns) || isTruncated(before),
    facets: { host: facetOf(now?.hosts), service: facetOf(now?.services) },
  };
}

export function filtersOf({ host = [], service = [] }: SurveyRequest): Query[] {
  return [
    ...(host.length > 0 ? [{ terms: { 'host.name': [...host] } }] : []),
    ...(service.length > 0 ? [{ terms: { 'service.name': [...service] } }] : []),
  ];
}

const facetOf = (answer: Buckets<NameBucket> | undefined): FacetValue[] =>
  (answer?.buckets ?? []).map(({ key, lines }) => ({ key, count: lines.value ?? 0 }));

/** The earliest of the times that are known; NaN where none is. */
function smallest(...times: (number | undefined)[]): number {
  const known = times.filter((time): time is number => time !== undefined && !Number.isNaN(time));
  return known.length > 0 ? Math.min(...known) : NaN;
}

export const isoOrNull = (timeMs: number): string | null =>
  Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : null;
