import { isRecord } from '../../lib/url_state';

export const SECTIONS = [
  'sources',
  'budget',
  'notifications',
  'verdicts',
  'retention',
  'dashboards',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What the Settings page keeps in its address. */
export interface SettingsState {
  section: SectionName;
}

export function parseSettingsState(raw: unknown): SettingsState {
  const wanted = isRecord(raw) ? raw.section : undefined;
  return { section: SECTIONS.find((section) => section === wanted) ?? 'sources' };
}
