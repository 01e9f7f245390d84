import { i18n } from '@kbn/i18n';
import { MAX_FOLLOWED, MAX_QUERY_LENGTH } from '../../common/app_api/lanes/bounds';

import { DEFAULT_GLOBAL_STATE, type GlobalState } from '../lib/global_state';

import { textOfFilters } from './filter_text';
import type { PanelInput } from './panel_input';

export interface NotFollowed {
  query: string;
  reason: string;
}

/** What a panel takes from its dashboard. */
export interface DashboardContext {
  /** As it stands in the header, such as now-24h, for links. */
  time: GlobalState['time'];
  /** KQL: the dashboard's search and each of its filters. */
  follow: string[];
  /** What no KQL says. */
  notFollowed: NotFollowed[];
}

export function readContext(input: PanelInput, followSearch: boolean): DashboardContext {
  const texts = followSearch ? [...searchOf(input), ...filtersOf(input)] : [];
  const follow = texts.flatMap((text) => ('kql' in text ? [text.kql] : []));
  const isShort = (kql: string) => kql.length <= MAX_QUERY_LENGTH;
  const taken = follow.filter(isShort).slice(0, MAX_FOLLOWED);
  return {
    time: timeOf(input),
    follow: taken,
    notFollowed: [
      ...texts.flatMap((text) => ('kql' in text ? [] : [text])),
      ...follow
        .filter((kql) => !taken.includes(kql))
        .map((kql) => ({ query: kql.slice(0, 60), reason: tooMuch() })),
    ],
  };
}

type Text = { kql: string } | NotFollowed;

function searchOf({ query: search }: PanelInput): Text[] {
  if (!search || search.query === '') return [];
  const { query, language } = search;
  if (language === 'kuery' && typeof query === 'string') return [{ kql: query }];
  return [
    {
      query: typeof query === 'string' ? query : JSON.stringify(query),
      reason: i18n.translate('anomalies.panel.onlyKql', {
        defaultMessage: 'Only searches in KQL are followed.',
      }),
    },
  ];
}

const filtersOf = ({ filters = [] }: PanelInput): Text[] =>
  textOfFilters(filters).map((text) =>
    'kql' in text
      ? text
      : {
          query: text.unknown,
          reason: i18n.translate('anomalies.panel.filterKind', {
            defaultMessage: 'Filters of this kind are not followed.',
          }),
        },
  );

const tooMuch = () =>
  i18n.translate('anomalies.panel.tooMuch', {
    defaultMessage: 'At most {count} filters of {length} characters are followed.',
    values: { count: MAX_FOLLOWED, length: MAX_QUERY_LENGTH },
  });

function timeOf({ timeslice, timeRange }: PanelInput): GlobalState['time'] {
  if (timeslice) {
    const [from, to] = timeslice.map((ms) => new Date(ms).toISOString());
    return { from, to };
  }
  return timeRange ?? DEFAULT_GLOBAL_STATE.time;
}
