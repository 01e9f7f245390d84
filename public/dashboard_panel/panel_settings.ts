import { i18n } from '@kbn/i18n';
import {
  DEFAULT_LANES,
  MAX_LANES,
  MAX_QUERY_LENGTH,
  type ViewBy,
} from '../../common/app_api/lanes/bounds';
import { SEVERITIES, severitiesFrom, type Severity } from '../../common/severity';
import { viewByOf } from '../components/lanes/view_by';
import { isRecord } from '../lib/url_state';

/** What one chooses for a panel. */
export interface PanelSettings {
  viewBy: ViewBy;
  minSeverity: Severity;
  /** Lanes shown at most. */
  lanes: number;
  /** KQL of this panel alone. */
  filter: string;
  /** Whether the dashboard's search and filters hold for the panel, too. */
  followSearch: boolean;
}

export const MAX_TITLE_LENGTH = 200;
export const LANES_BOUNDS = [1, MAX_LANES] as const;

export const DEFAULT_SETTINGS: PanelSettings = {
  viewBy: 'host',
  minSeverity: 'low',
  lanes: DEFAULT_LANES,
  filter: '',
  followSearch: true,
};

/** Whole settings from what a dashboard holds, which may be of any hand; what is not understood is left at its default. */
export function parseSettings(raw: unknown): PanelSettings {
  const { viewBy, minSeverity, lanes, filter, followSearch } = isRecord(raw) ? raw : {};
  return {
    viewBy: viewByOf(viewBy),
    minSeverity: SEVERITIES.find((known) => known === minSeverity) ?? DEFAULT_SETTINGS.minSeverity,
    lanes: isLaneCount(lanes) ? lanes : DEFAULT_SETTINGS.lanes,
    filter:
      typeof filter === 'string' && filter.length <= MAX_QUERY_LENGTH
        ? filter
        : DEFAULT_SETTINGS.filter,
    followSearch: followSearch !== false,
  };
}

export const isLaneCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= LANES_BOUNDS[0] && Number(value) <= LANES_BOUNDS[1];

/** The severities to filter by: none where all count. */
export const severityFilter = ({ minSeverity }: Pick<PanelSettings, 'minSeverity'>): Severity[] =>
  minSeverity === 'low' ? [] : severitiesFrom(minSeverity);

/** What a panel is called where nobody named it. */
export function defaultTitle(viewBy: ViewBy): string {
  switch (viewBy) {
    case 'host':
      return i18n.translate('anomalies.panel.titleHost', { defaultMessage: 'Anomalies by host' });
    case 'service':
      return i18n.translate('anomalies.panel.titleService', {
        defaultMessage: 'Anomalies by service',
      });
    case 'pattern':
      return i18n.translate('anomalies.panel.titlePattern', {
        defaultMessage: 'Anomalies by pattern',
      });
  }
}
