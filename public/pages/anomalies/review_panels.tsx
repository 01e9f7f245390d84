import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import type { AnomalyRow, SearchResponse } from '../../../common/app_api/search/schema';
import type { SeverityCounts } from '../../../common/app_api/overview/schema';
import { SEVERITIES } from '../../../common/severity';
import { FlaggedBars } from '../../components/flagged_bars';
import { Panel } from '../../components/panel';
import { SeverityLegend } from '../../components/severity_legend';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { formatCount, formatDuration } from '../../lib/numbers';
import type { ReviewState } from './review_state';
import { ReviewTable } from './review_table';

/** The timeline of what matches, and the table of it. */
export function ReviewPanels(props: {
  result: SearchResponse;
  state: ReviewState;
  cursorId: string | undefined;
  isLoading: boolean;
  onOpen(row: AnomalyRow): void;
  onChange(change: Partial<ReviewState>): void;
}) {
  const { result, state } = props;
  const { setTime } = usePeriod();
  const { zoneName } = useTimes();
  const first = state.page * state.size;
  return (
    <>
      <Panel
        data-test-subj="anomaliesReviewTimeline"
        title={
          <span data-test-subj="anomaliesTotal">
            {i18n.translate('anomalies.review.total', {
              defaultMessage: '{total, plural, one {# flagged line} other {# flagged lines}}',
              values: { total: result.total },
            })}
          </span>
        }
        remark={
          <>
            {i18n.translate('anomalies.review.ofLines', {
              defaultMessage: 'in {lines} lines',
              values: { lines: formatCount(result.lines) },
            })}
            {result.hiddenSuppressed > 0 &&
              i18n.translate('anomalies.review.hidden', {
                defaultMessage: '; {count} more hidden by verdicts and mutes',
                values: { count: formatCount(result.hiddenSuppressed) },
              })}
          </>
        }
        end={
          <div className="anmLegendRow">
            <SeverityLegend counts={sumOf(result.timeline)} />
            <EuiText size="xs" className="anmSubdued">
              {i18n.translate('anomalies.review.hint', {
                defaultMessage: 'Drag to narrow the time · {interval} per bar · {zone}',
                values: { interval: formatDuration(result.grid.intervalMs / 1000), zone: zoneName },
              })}
            </EuiText>
          </div>
        }
      >
        <FlaggedBars
          grid={result.grid}
          counts={result.timeline}
          heightPx={92}
          withAxes
          onBrush={(fromMs, toMs) =>
            setTime({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
          }
          label={i18n.translate('anomalies.review.timelineLabel', {
            defaultMessage: 'Matching lines over time by severity',
          })}
        />
      </Panel>
      <Panel
        data-test-subj="anomaliesReviewTable"
        title={
          <FormattedMessage
            id="anomalies.review.range"
            defaultMessage="{first}–{last} of {total}"
            values={{
              first: formatCount(result.rows.length === 0 ? 0 : first + 1),
              last: formatCount(first + result.rows.length),
              total: formatCount(result.total),
            }}
          />
        }
        remark={sortText(state)}
      >
        <ReviewTable {...props} />
      </Panel>
    </>
  );
}

function sumOf(timeline: SeverityCounts[]): SeverityCounts {
  const sum: SeverityCounts = { critical: 0, major: 0, minor: 0, warning: 0, low: 0 };
  for (const counts of timeline)
    for (const severity of SEVERITIES) sum[severity] += counts[severity];
  return sum;
}

function sortText({ sort, direction }: ReviewState): string {
  const isDown = direction === 'desc';
  switch (sort) {
    case 'score':
      return isDown
        ? i18n.translate('anomalies.review.worstFirst', { defaultMessage: 'worst first' })
        : i18n.translate('anomalies.review.mildestFirst', { defaultMessage: 'mildest first' });
    case 'time':
      return isDown
        ? i18n.translate('anomalies.review.newestFirst', { defaultMessage: 'newest first' })
        : i18n.translate('anomalies.review.oldestFirst', { defaultMessage: 'oldest first' });
    default:
      return i18n.translate('anomalies.review.byName', { defaultMessage: 'by name' });
  }
}
