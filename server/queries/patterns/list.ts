import { bucketGrid } from '../../../common/app_api/buckets';
import type {
  PatternChange,
  PatternList,
  PatternListRequest,
  PatternListRow,
  PatternNewsRow,
  PatternTab,
} from '../../../common/app_api/patterns/schema';
import { PATTERN_TABS } from '../../../common/app_api/patterns/schema';
import { allOf, inRange, type Read } from '../elasticsearch';
import { describe, idsWithText } from './catalogue';
import { seenById } from './counts';
import type { PatternLists } from './lists';
import { readRowDetails, type RowDetails } from './row_details';
import { surpriseOf } from './surprise';
import { isoOrNull, surveyPatterns, type Survey, type SurveyedPattern } from './survey';
import { readExtent, readSeen } from './survey_searches';

interface Candidate extends SurveyedPattern {
  change?: PatternChange;
}

/**
 * One page of patterns. All are counted, judged and sorted here, some thousands at most; where they come from and how they
 * spread over time is asked for those of the page only.
 */
export async function readPatternList(
  read: Read,
  request: PatternListRequest,
  activeModel: string | undefined,
  lists: PatternLists | undefined,
): Promise<PatternList> {
  const [survey, withText] = await Promise.all([
    surveyPatterns(read, request, activeModel),
    request.text === '' ? null : idsWithText(read, request.text),
  ]);
  const candidates = new Map<string, Candidate>(survey.patterns);
  const comparedLines = await compare(read, request, survey, candidates);
  for (const id of [...(lists?.watches.keys() ?? []), ...(lists?.mutes.keys() ?? [])]) {
    if (!candidates.has(id)) candidates.set(id, notSeen(id));
  }
  const found = [...candidates.values()].filter(({ id }) => withText?.has(id) ?? true);
  const seen = found.filter(({ lines }) => lines > 0);
  const isIn = (pattern: Candidate, tab: PatternTab) => belongsTo(pattern, tab, lists);
  const inTab = found
    .filter((pattern) => isIn(pattern, request.tab))
    .sort(orderOf(request.sort.field, request.sort.direction));
  const first = request.page * request.size;
  const page = inTab.slice(first, first + request.size);
  const grid = bucketGrid(
    Date.parse(request.from),
    Date.parse(request.to),
    request.buckets,
    request.utc_offset_minutes * 60_000,
  );
  const [rows, details] = await Promise.all([
    describeRows(read, survey, page, lists),
    readRowDetails(
      read,
      allOf(survey.shown, ...survey.filters),
      page.map(({ id }) => id),
      grid,
    ),
  ]);
  return {
    rows: rows.map((row, i): PatternListRow => {
      const { change } = page[i];
      const counts = details.get(row.id)?.counts ?? new Array<number>(grid.count).fill(0);
      return { ...row, counts, ...(change ? { change } : {}) };
    }),
    total: inTab.length,
    counts: Object.fromEntries(
      PATTERN_TABS.map((tab) => [tab, found.filter((pattern) => isIn(pattern, tab)).length]),
    ) as PatternList['counts'],
    lines: survey.lines,
    matching: {
      patterns: seen.length,
      lines: withText ? seen.reduce((sum, { lines }) => sum + lines, 0) : survey.lines,
    },
    uncounted: survey.uncounted,
    past: survey.past,
    comparedLines,
    isTruncated: survey.isTruncated,
    facets: survey.facets,
    grid,
    knowsLists: lists !== undefined,
  };
}

/** The rows of some patterns, with their texts and where they come from. */
export async function describeRows(
  read: Read,
  survey: Survey,
  patterns: readonly SurveyedPattern[],
  lists: PatternLists | undefined,
): Promise<PatternNewsRow[]> {
  const seen = patterns.filter(({ lines }) => lines > 0).map(({ id }) => id);
  const gone = patterns.filter(({ lines }) => lines === 0).map(({ id }) => id);
  const before = allOf(inRange(survey.pastFromMs, survey.fromMs), ...survey.filters);
  const [descriptions, now, past] = await Promise.all([
    describe(
      read,
      patterns.map(({ id }) => id),
    ),
    readRowDetails(read, allOf(survey.shown, ...survey.filters), seen),
    readRowDetails(read, before, gone),
  ]);
  const nowhere: RowDetails = { hosts: [], services: [], counts: [] };
  return patterns.map((pattern) => {
    const { id, kinds, lines, flagged } = pattern;
    const { hosts, services } = now.get(id) ?? past.get(id) ?? nowhere;
    return {
      id,
      kinds,
      lines,
      flagged,
      text:
        descriptions.get(id)?.pattern.text ??
        lists?.watches.get(id)?.template_text ??
        lists?.mutes.get(id)?.[0].template_text ??
        id,
      share: survey.lines > 0 ? lines / survey.lines : 0,
      first: isoOrNull(pattern.firstMs),
      last: isoOrNull(pattern.lastMs),
      typicalPerDay: pattern.typicalPerDay,
      hosts,
      services,
      isWatched: lists?.watches.has(id) ?? false,
      mutedOn: (lists?.mutes.get(id) ?? []).map(({ host }) => host),
    };
  });
}

/** Adds the counts of the other period to the candidates. @returns its lines; null where none was asked for */
async function compare(
  read: Read,
  { compare: other }: PatternListRequest,
  survey: Survey,
  candidates: Map<string, Candidate>,
): Promise<number | null> {
  if (!other) return null;
  const fromMs = Date.parse(other.from);
  const { countedSinceMs, toMs: scoredToMs } = await readExtent(read);
  const toMs = Math.min(Date.parse(other.to), scoredToMs);
  const answer = await readSeen(read, Math.max(fromMs, countedSinceMs), toMs, survey.filters);
  const then = seenById(answer);
  for (const [id, { firstMs, lastMs }] of then) {
    if (!candidates.has(id)) candidates.set(id, { ...notSeen(id), firstMs, lastMs });
  }
  for (const pattern of candidates.values()) {
    const lines = then.get(pattern.id)?.lines ?? 0;
    const surprise = surpriseOf(pattern.lines, lines, survey.toMs - survey.fromMs, toMs - fromMs);
    pattern.change = { then: lines, surprise };
  }
  return answer?.all.value ?? 0;
}

const notSeen = (id: string): SurveyedPattern => ({
  id,
  kinds: [],
  lines: 0,
  flagged: 0,
  firstMs: NaN,
  lastMs: NaN,
  typicalPerDay: null,
});

function belongsTo(
  { id, kinds, lines, change }: Candidate,
  tab: PatternTab,
  lists: PatternLists | undefined,
): boolean {
  if (tab === 'all') return lines > 0 || (change?.then ?? 0) > 0;
  if (tab === 'watched') return lists?.watches.has(id) ?? false;
  if (tab === 'muted') return lists?.mutes.has(id) ?? false;
  return kinds.includes(tab);
}

/** By the field, then by lines and id, so that pages do not overlap. What is not known comes last. */
function orderOf(
  field: PatternListRequest['sort']['field'],
  direction: 'asc' | 'desc',
): (a: Candidate, b: Candidate) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [valueOf(a, field), valueOf(b, field)];
    if (x !== y) {
      if (Number.isNaN(x)) return Number.isNaN(y) ? tieOf(a, b) : 1;
      if (Number.isNaN(y)) return -1;
      return sign * (x - y);
    }
    return tieOf(a, b);
  };
}

const tieOf = (a: Candidate, b: Candidate) => b.lines - a.lines || (a.id < b.id ? -1 : 1);

function valueOf(pattern: Candidate, field: PatternListRequest['sort']['field']): number {
  switch (field) {
    case 'lines':
      return pattern.lines;
    case 'flagged':
      return pattern.flagged;
    case 'first':
      return pattern.firstMs;
    case 'last':
      return pattern.lastMs;
    case 'typical':
      return pattern.typicalPerDay ?? NaN;
    case 'change':
      return Math.abs(pattern.change?.surprise ?? NaN);
  }
}
