import { EuiSkeletonRectangle, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import type {
  PatternNews,
  PatternNewsList,
  PatternTab,
} from '../../../common/app_api/patterns/schema';
import { AppLink } from '../../components/app_link';
import { Panel } from '../../components/panel';
import { ErrorPrompt } from '../../components/query_gate';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { patternsPath } from '../../lib/links';
import { formatCount } from '../../lib/numbers';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { PatternNewsItem } from './pattern_news_item';

/** Silence is told where so many earlier periods can be looked at; see the server's judge. */
const ENOUGH_PERIODS = 3;
const SKELETON_HEIGHT_PX = 200;

/** What is new, rare, gone or watched; asked for apart from the rest of the page, which need not wait for it. */
export function usePatternNews() {
  const { api } = useServices();
  const { range } = usePeriod();
  return useQuery<PatternNews, ApiError>({
    queryKey: ['patterns', 'news', range],
    queryFn: ({ signal }) => api.patternNews(range, signal),
    keepPreviousData: true,
  });
}

/** New, rare and vanished patterns side by side, and the watched ones where there are any. */
export function PatternNewsPanels() {
  const times = useTimes();
  const { data, error, refetch } = usePatternNews();
  if (!data && error) return <ErrorPrompt error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className="anmThreeColumns">
        {['new', 'rare', 'vanished'].map((kind) => (
          <EuiSkeletonRectangle
            key={kind}
            width="100%"
            height={SKELETON_HEIGHT_PX}
            borderRadius="m"
          />
        ))}
      </div>
    );
  }
  const { past } = data;
  return (
    <div className="anmThreeColumns">
      <NewsPanel
        tab="new"
        list={data.new}
        title={i18n.translate('anomalies.patterns.newTitle', { defaultMessage: 'New patterns' })}
        remark={i18n.translate('anomalies.patterns.newRemark', {
          defaultMessage: 'first seen since {time}',
          values: { time: times.minute(past.newSince) },
        })}
        empty={i18n.translate('anomalies.patterns.newEmpty', {
          defaultMessage: 'Every line follows a pattern that was there before.',
        })}
      />
      <NewsPanel
        tab="rare"
        list={data.rare}
        title={i18n.translate('anomalies.patterns.rareTitle', { defaultMessage: 'Rare patterns' })}
        remark={i18n.translate('anomalies.patterns.rareRemark', {
          defaultMessage: 'seldom, and seen again',
        })}
        empty={i18n.translate('anomalies.patterns.rareEmpty', {
          defaultMessage: 'No pattern came that has at most one line a day.',
        })}
      />
      <NewsPanel
        tab="vanished"
        list={data.vanished}
        title={i18n.translate('anomalies.patterns.vanishedTitle', {
          defaultMessage: 'Vanished patterns',
        })}
        remark={i18n.translate('anomalies.patterns.vanishedRemark', {
          defaultMessage: 'regular until now, silent since',
        })}
        empty={
          past.comparablePeriods < ENOUGH_PERIODS
            ? i18n.translate('anomalies.patterns.vanishedUnknown', {
                defaultMessage:
                  'Not known yet: it takes three earlier periods of this length, and there {periods, plural, =0 {is none} one {is #} other {are #}}.',
                values: { periods: past.comparablePeriods },
              })
            : i18n.translate('anomalies.patterns.vanishedEmpty', {
                defaultMessage: 'Every regular pattern went on.',
              })
        }
      />
      {data.watched.count > 0 && (
        <NewsPanel
          tab="watched"
          list={data.watched}
          title={i18n.translate('anomalies.patterns.watchedTitle', {
            defaultMessage: 'Watched patterns',
          })}
          remark={i18n.translate('anomalies.patterns.watchedRemark', {
            defaultMessage: 'most lines first',
          })}
          empty=""
        />
      )}
    </div>
  );
}

function NewsPanel({
  tab,
  list,
  title,
  remark,
  empty,
}: {
  tab: PatternTab;
  list: PatternNewsList;
  title: string;
  remark: string;
  empty: string;
}) {
  const { search } = useLocation();
  return (
    <Panel
      data-test-subj={`anomaliesPatternNews-${tab}`}
      title={
        <>
          {title} <span className="anmSubdued">{formatCount(list.count)}</span>
        </>
      }
      remark={remark}
      end={
        list.count > 0 && (
          <EuiText size="xs">
            <AppLink
              path={patternsPath(search, { tab })}
              aria-label={i18n.translate('anomalies.patterns.viewAllOf', {
                defaultMessage: 'View all: {title}',
                values: { title },
              })}
              data-test-subj={`anomaliesViewAll-${tab}`}
            >
              {i18n.translate('anomalies.patterns.viewAll', { defaultMessage: 'View all' })}
            </AppLink>
          </EuiText>
        )
      }
    >
      {list.count === 0 && (
        <EuiText size="s" className="anmSubdued anmPatterns__empty">
          {empty}
        </EuiText>
      )}
      <ul className="anmPatterns">
        {list.rows.map((row) => (
          <PatternNewsItem key={row.id} tab={tab} row={row} />
        ))}
      </ul>
    </Panel>
  );
}
