import { useCallback, useEffect, useState } from 'react';
import type { AnomalyRow } from '../../../../common/app_api/search/schema';

/** What verdicts in bulk are meant for: rows by hand, of this page and of others, or all that matches. */
export interface Selection {
  rows: ReadonlyMap<string, AnomalyRow>;
  all: boolean;
  has(row: AnomalyRow): boolean;
  toggle(row: AnomalyRow): void;
  /** Chooses all of these, or none of them where all are chosen. */
  toggleAll(rows: AnomalyRow[]): void;
  selectAllMatching(): void;
  clear(): void;
}

const NOTHING = { rows: new Map<string, AnomalyRow>(), all: false };

/** @param listing names what is listed: under other filters the choice would mean something else */
export function useSelection(listing: string): Selection {
  const [{ rows, all }, set] = useState<Pick<Selection, 'rows' | 'all'>>(NOTHING);
  const clear = useCallback(() => set(NOTHING), []);
  useEffect(clear, [clear, listing]);

  const change = (edit: (rows: Map<string, AnomalyRow>) => void) =>
    set((before) => {
      const next = new Map(before.rows);
      edit(next);
      return { rows: next, all: false };
    });
  return {
    rows,
    all,
    has: ({ id }) => all || rows.has(id),
    toggle: (row) =>
      change((next) => {
        if (!next.delete(row.id)) next.set(row.id, row);
      }),
    toggleAll: (page) =>
      change((next) => {
        const everyOne = page.every(({ id }) => next.has(id));
        for (const row of page) {
          if (everyOne) next.delete(row.id);
          else next.set(row.id, row);
        }
      }),
    selectAllMatching: () => set({ rows: NOTHING.rows, all: true }),
    clear,
  };
}
