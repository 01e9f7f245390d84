import type { estypes } from '@elastic/elasticsearch';

/** Automata of more states than this are refused by Elasticsearch: a filter cannot make it slow. */
const MAX_STATES = 1_000;

/** A regular expression stands between slashes: escaped, they are what they look like, as in a path. */
const withoutExpressions = (filter: string) =>
  filter.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found));

/** The lines that a user declares to be normal, in Lucene's query syntax without regular expressions. */
export function normalLines(filter: string): estypes.QueryDslQueryContainer {
  return {
    query_string: {
      query: withoutExpressions(filter),
      default_field: 'message',
      allow_leading_wildcard: false,
      max_determinized_states: MAX_STATES,
    },
  };
}
