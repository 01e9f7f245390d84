import type { AnomalyDocument } from '../../common/anomaly';
import type { SimilarLines, SimilarQuery } from '../../common/app_api/similar/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { readAnomaly } from './anomaly';
import { anyOf, search, type Query, type Read } from './elasticsearch';

/** A share of a line's telling words that another must have. */
const SHARED_WORDS = '40%';
const MAX_WORDS = 25;
const MAX_LIKE_CHARS = 2_000;
/** A line of the same pattern is more like it than any other with the same words. */
const SAME_PATTERN_BOOST = 50;
const JUDGED_BOOST = 5;

/** Flagged lines like one, found by the same model, hidden ones among them: those are what somebody judged. */
export async function readSimilar(
  read: Read,
  { index, id, size }: SimilarQuery,
): Promise<SimilarLines> {
  const { document } = await readAnomaly(read, index, id);
  const { anomaly, message } = document;
  const samePattern: Query = {
    constant_score: {
      filter: { term: { 'anomaly.template.id': anomaly.template.id } },
      boost: SAME_PATTERN_BOOST,
    },
  };
  const sameWords: Query = {
    more_like_this: {
      fields: ['message'],
      like: [message.slice(0, MAX_LIKE_CHARS)],
      min_term_freq: 1,
      min_doc_freq: 1,
      max_query_terms: MAX_WORDS,
      minimum_should_match: SHARED_WORDS,
    },
  };
  const { hits, total } = await search<AnomalyDocument, never>(read, ANOMALIES_INDEX_PATTERN, {
    size,
    track_total_hits: true,
    query: {
      bool: {
        filter: [{ term: { 'anomaly.model': anomaly.model } }],
        must: anyOf([samePattern, sameWords]),
        should: {
          constant_score: { filter: { exists: { field: 'anomaly.label' } }, boost: JUDGED_BOOST },
        },
        must_not: { ids: { values: [id] } },
      },
    },
    sort: [
      { _score: { order: 'desc' } },
      { '@timestamp': { order: 'desc', unmapped_type: 'date' } },
    ],
  });
  return {
    total,
    rows: hits.flatMap(({ _index, _id, _source }) =>
      _source && _id ? [{ index: _index, id: _id, document: _source }] : [],
    ),
  };
}
