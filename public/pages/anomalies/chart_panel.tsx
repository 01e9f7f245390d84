import { EuiButtonGroup, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { SearchResponse } from '../../../common/app_api/search/schema';
import type { SeverityCounts } from '../../../common/app_api/overview/schema';
import { SEVERITIES } from '../../../common/severity';
import { FlaggedBars } from '../../components/flagged_bars';
import { Panel } from '../../components/panel';
import { SeverityLegend } from '../../components/severity_legend';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { formatCount, formatDuration } from '../../lib/numbers';
import { CHART_NAMES, type ChartName, type ReviewState } from './review_state';
import { ScatterPanel } from './scatter/scatter_panel';

const CHART_LABELS: Record<ChartName, string> = {
  timeline: i18n.translate('anomalies.review.timeline', { defaultMessage: 'Timeline' }),
  scatter: i18n.translate('anomalies.review.scatter', { defaultMessage: 'Scatter' }),
};

/** How many lines match, and when they were: as bars by severity, or by time and score. */
export function ChartPanel({
  result,
  state,
  onChange,
}: {
  result: SearchResponse;
  state: ReviewState;
  onChange(change: Partial<ReviewState>): void;
}) {
  const { setTime } = usePeriod();
  const { zoneName } = useTimes();
  return (
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
            {state.chart === 'scatter'
              ? i18n.translate('anomalies.scatter.hint', {
                  defaultMessage: 'Drag to narrow the time, click a bubble to see its lines',
                })
              : i18n.translate('anomalies.review.hint', {
                  defaultMessage: 'Drag to narrow the time · {interval} per bar · {zone}',
                  values: {
                    interval: formatDuration(result.grid.intervalMs / 1000),
                    zone: zoneName,
                  },
                })}
          </EuiText>
          <EuiButtonGroup
            legend={i18n.translate('anomalies.review.chart', { defaultMessage: 'Chart' })}
            buttonSize="compressed"
            idSelected={state.chart}
            onChange={(id) =>
              onChange({ chart: CHART_NAMES.find((name) => name === id) ?? 'timeline' })
            }
            options={CHART_NAMES.map((name) => ({
              id: name,
              label: CHART_LABELS[name],
              'data-test-subj': `anomaliesChart-${name}`,
            }))}
          />
        </div>
      }
    >
      {state.chart === 'scatter' ? (
        <ScatterPanel state={state} onChange={onChange} />
      ) : (
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
      )}
    </Panel>
  );
}

function sumOf(timeline: SeverityCounts[]): SeverityCounts {
  const sum: SeverityCounts = { critical: 0, major: 0, minor: 0, warning: 0, low: 0 };
  for (const counts of timeline)
    for (const severity of SEVERITIES) sum[severity] += counts[severity];
  return sum;
}
