/** Rows that one search can number from 0: Elasticsearch's own bound on from + size. */
export const MAX_WINDOW_ROWS = 10_000;

/** Rows that can be paged through; beyond the window they are walked to, which takes a search for each window. */
export const MAX_REACHABLE_ROWS = 200_000;
