import { createContext, useContext } from 'react';
import type {
  Settings,
  SettingsSection,
  SettingsValues,
} from '../../../common/api/settings/schema';

/** The settings as they are saved, and as they stand on the page. */
export interface Draft {
  saved: Settings;
  values: SettingsValues;
  change<S extends SettingsSection>(section: S, part: Partial<SettingsValues[S]>): void;
  isDirty: boolean;
  /** What was wrong with a value when it was to be saved, by its path; undefined where it is another one by now. */
  faultAt(path: string): string | undefined;
  /** Why nothing can be changed; undefined where it can. */
  readOnlyReason: string | undefined;
}

const DraftContext = createContext<Draft | null>(null);
export const DraftProvider = DraftContext.Provider;

export function useDraft(): Draft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error('DraftProvider is missing.');
  return draft;
}

/** Equal as JSON, whatever order the keys have; what is undefined counts as left out. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}
