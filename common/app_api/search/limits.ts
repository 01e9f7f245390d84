/** Rows that one search can number from 0: Elasticsearch's own bound on from + size. */
export const MAX_REACHABLE_ROWS = 10_000;

/** Flagged lines that can be paged through: beyond the bound they are walked to, a search for each 10,000. */
export const MAX_WALKABLE_ROWS = 200_000;
