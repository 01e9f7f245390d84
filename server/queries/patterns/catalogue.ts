import type { PatternDescription } from '../../../common/anomaly';
import { STATE_INDICES } from '../../../common/indices';
import { search, type Query, type Read } from '../elasticsearch';
import { MAX_PATTERNS } from './counts';

/** What patterns look like, by id; those that nobody described are missing. */
export async function describe(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, PatternDescription>> {
  if (ids.length === 0) return new Map();
  const { hits } = await search<PatternDescription, never>(read, STATE_INDICES.patterns, {
    size: ids.length,
    track_total_hits: false,
    query: { ids: { values: [...ids] } },
  });
  return new Map(hits.flatMap(({ _source }) => (_source ? [[_source.pattern.id, _source]] : [])));
}

/** Ids of the patterns whose text contains `text`, whatever its case. */
export async function idsWithText(read: Read, text: string): Promise<Set<string>> {
  const literal = text.replace(/[\\*?]/g, '\\$&');
  const query: Query = {
    wildcard: { 'pattern.text': { value: `*${literal}*`, case_insensitive: true } },
  };
  const { hits } = await search<never, never>(read, STATE_INDICES.patterns, {
    size: MAX_PATTERNS,
    track_total_hits: false,
    _source: false,
    query,
  });
  return new Set(hits.flatMap(({ _id }) => _id ?? []));
}

/** When training saw patterns first, NaN where their lines had no time; those that it did not see are missing. */
export async function firstInTraining(read: Read): Promise<Map<string, number>> {
  const { hits } = await search<Pick<PatternDescription, 'trained'>, never>(
    read,
    STATE_INDICES.patterns,
    {
      size: 2 * MAX_PATTERNS,
      track_total_hits: false,
      _source: ['trained.first', 'trained.lines'],
      query: { exists: { field: 'trained.lines' } },
    },
  );
  return new Map(
    hits.flatMap(({ _id, _source }) =>
      _id && _source?.trained ? [[_id, Date.parse(_source.trained.first ?? '')]] : [],
    ),
  );
}
