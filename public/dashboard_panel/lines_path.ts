import type { ViewBy } from '../../common/app_api/lanes/bounds';
import type { GlobalState } from '../lib/global_state';
import { reviewPath } from '../lib/links';
import type { DashboardContext, NotFollowed } from './dashboard_context';
import { severityFilter, type PanelSettings } from './panel_settings';

/** The path of the Anomalies page with just the lines that a panel counts: of one lane, or of all. */
export function linesPath(
  { filter, minSeverity }: PanelSettings,
  { follow }: Pick<DashboardContext, 'follow'>,
  notFollowed: NotFollowed[],
  time: GlobalState['time'],
  lane?: { viewBy: ViewBy; key: string },
): string {
  const left = new Set(notFollowed.map(({ query }) => query));
  const texts = [filter, ...follow.filter((text) => !left.has(text))].filter(
    (text) => text.trim() !== '',
  );
  const severity = severityFilter({ minSeverity });
  return reviewPath(
    '',
    {
      ...(texts.length > 0 ? { query: allOf(texts) } : {}),
      ...(severity.length > 0 ? { severity } : {}),
      ...(lane ? { [lane.viewBy]: [lane.key] } : {}),
    },
    time,
  );
}

const allOf = (texts: string[]): string =>
  texts.length === 1 ? texts[0] : texts.map((text) => `(${text})`).join(' and ');
