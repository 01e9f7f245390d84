import type { estypes } from '@elastic/elasticsearch';

/** Automata of more states than this are refused by Elasticsearch: a filter cannot make it slow. */
const MAX_STATES = 1_000;

/** The lines that a user declares to be normal, in Lucene's query syntax. */
export function normalLines(filter: string): estypes.QueryDslQueryContainer {
  return {
    query_string: {
      query: filter,
      default_field: 'message',
      allow_leading_wildcard: false,
      max_determinized_states: MAX_STATES,
    },
  };
}
