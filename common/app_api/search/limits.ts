/** Rows that can be paged through; Elasticsearch's own bound on from + size. */
export const MAX_REACHABLE_ROWS = 10_000;
