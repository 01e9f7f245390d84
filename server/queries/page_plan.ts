import { MAX_REACHABLE_ROWS } from '../../common/app_api/search/limits';
import type { RowPlace } from '../../common/app_api/search/schema';

/** How a page is reached: from an end of the order or from a known row, over so many rows in between. */
export interface PagePlan {
  /** Read from the end: rows come in reversed order. */
  reversed: boolean;
  /** Sort values of the row to go on after; undefined at an end of the order. */
  after: RowPlace['sort'] | undefined;
  /** Rows to pass over before the first that is wanted. */
  skip: number;
  size: number;
}

/** The shortest way to the rows from `first` on: from the beginning, from the end, or from a row nearby. */
export function planPage(
  first: number,
  size: number,
  total: number,
  near: RowPlace | undefined,
): PagePlan {
  const wanted = Math.max(0, Math.min(size, total - first));
  const forward = { reversed: false, after: undefined, skip: first, size: wanted };
  const plans: PagePlan[] = [
    forward,
    { reversed: true, after: undefined, skip: total - first - wanted, size: wanted },
  ];
  if (near && near.row < first) {
    plans.push({ reversed: false, after: near.sort, skip: first - near.row - 1, size: wanted });
  }
  if (near && near.row >= first + wanted) {
    plans.push({ reversed: true, after: near.sort, skip: near.row - first - wanted, size: wanted });
  }
  // What lies in the first window is numbered by Elasticsearch itself, which no place can beat.
  if (first + size <= MAX_REACHABLE_ROWS) return forward;
  return plans.reduce((best, plan) => (plan.skip < best.skip ? plan : best));
}
