import { useEffect, useRef, useState } from 'react';
import { MAX_WALKABLE_ROWS } from '../../../common/app_api/search/limits';
import type { AnomalyRow, SearchResponse } from '../../../common/app_api/search/schema';
import type { ReviewState } from './review_state';

/** Which row keys are for, and how to go on from it, over the borders of pages, too. */
export function useCursor(
  result: SearchResponse | undefined,
  isOtherPage: boolean,
  state: ReviewState,
  changeState: (change: Partial<ReviewState>) => void,
) {
  const [cursorId, setCursorId] = useState<string>();
  /** Where to stand when the next page is there. */
  const awaited = useRef<'first' | 'last'>();
  const rows = result?.rows ?? [];
  const isOpen = state.selected !== undefined;
  const currentId = state.selected?.id ?? cursorId;
  const currentIndex = rows.findIndex(({ id }) => id === currentId);

  const select = (row: AnomalyRow | undefined, open: boolean) => {
    setCursorId(row?.id);
    changeState({ selected: open && row ? { index: row.index, id: row.id } : undefined });
  };

  useEffect(() => {
    if (!awaited.current || isOtherPage || rows.length === 0) return;
    const row = awaited.current === 'first' ? rows[0] : rows[rows.length - 1];
    awaited.current = undefined;
    select(row, isOpen);
  });

  const move = (step: 1 | -1) => {
    if (awaited.current) return;
    const next = currentIndex + step;
    const page = state.page + step;
    const reachable = Math.min(result?.total ?? 0, MAX_WALKABLE_ROWS);
    if (rows[next]) select(rows[next], isOpen);
    else if (currentIndex >= 0 && page >= 0 && page * state.size < reachable) {
      awaited.current = step === 1 ? 'first' : 'last';
      changeState({ page });
    } else if (currentIndex < 0 && rows.length > 0) select(rows[0], isOpen);
  };

  return { rows, currentId, currentIndex, select, move };
}
