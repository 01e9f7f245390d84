import type {
  PatternNews,
  PatternNewsList,
  PatternNewsQuery,
} from '../../../common/app_api/patterns/schema';
import type { Read } from '../elasticsearch';
import type { PatternLists } from './lists';
import { describeRows } from './list';
import { surveyPatterns, type SurveyedPattern } from './survey';

/** What is new, rare, gone or watched among the patterns of a period; what people want to see first stands first. */
export async function readPatternNews(
  read: Read,
  query: PatternNewsQuery,
  activeModel: string | undefined,
  lists: PatternLists | undefined,
): Promise<PatternNews> {
  const survey = await surveyPatterns(read, query, activeModel);
  const all = [...survey.patterns.values()];
  const watched = [...(lists?.watches.keys() ?? [])].map(
    (id) =>
      survey.patterns.get(id) ?? {
        id,
        kinds: [],
        lines: 0,
        flagged: 0,
        firstMs: NaN,
        lastMs: NaN,
        typicalPerDay: null,
      },
  );
  const ofKind = (kind: 'new' | 'rare' | 'vanished') =>
    all.filter(({ kinds }) => kinds.includes(kind));
  const listed = async (
    patterns: SurveyedPattern[],
    order: (a: SurveyedPattern, b: SurveyedPattern) => number,
  ): Promise<PatternNewsList> => {
    const first = patterns.sort((a, b) => order(a, b) || (a.id < b.id ? -1 : 1));
    return {
      count: patterns.length,
      rows: await describeRows(read, survey, first.slice(0, query.size), lists),
    };
  };
  const [isNew, rare, vanished, ofInterest] = await Promise.all([
    listed(ofKind('new'), (a, b) => b.flagged - a.flagged || b.lines - a.lines),
    listed(ofKind('rare'), (a, b) => b.flagged - a.flagged || b.lastMs - a.lastMs),
    listed(ofKind('vanished'), (a, b) => (b.typicalPerDay ?? 0) - (a.typicalPerDay ?? 0)),
    listed(watched, (a, b) => b.lines - a.lines),
  ]);
  return {
    new: isNew,
    rare,
    vanished,
    watched: ofInterest,
    past: survey.past,
    lines: survey.lines,
    uncounted: survey.uncounted,
  };
}
