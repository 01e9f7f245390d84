import { euiPaletteColorBlind, EuiSkeletonRectangle, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { Scatter } from '../../../../common/app_api/scatter/schema';
import { ErrorPrompt } from '../../../components/query_gate';
import { usePeriod } from '../../../hooks/use_period';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { filtersOf, type ReviewState } from '../review_state';
import { ScatterChart } from './scatter_chart';
import { ScatterLegend } from './scatter_legend';

export const SCATTER_HEIGHT_PX = 220;

/** Time and score of what matches, coloured by pattern: counted by the server, not downloaded. */
export function ScatterPanel({
  state,
  onChange,
}: {
  state: ReviewState;
  onChange(change: Partial<ReviewState>): void;
}) {
  const { api } = useServices();
  const { range, setTime } = usePeriod();
  const times = useTimes();
  const { euiTheme } = useEuiTheme();
  const filters = filtersOf(state, range);
  const query = useQuery<Scatter, ApiError>({
    queryKey: ['scatter', filters],
    queryFn: ({ signal }) =>
      api.scatter({ ...filters, utc_offset_minutes: times.utcOffsetMinutes(range.from) }, signal),
    keepPreviousData: true,
  });
  if (query.error && !query.data) {
    return <ErrorPrompt error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <EuiSkeletonRectangle width="100%" height={SCATTER_HEIGHT_PX} />;

  const palette = euiPaletteColorBlind();
  const series = query.data.series.map((one, i) => ({
    ...one,
    name: one.pattern?.text ?? OTHERS,
    color: one.pattern ? palette[i % palette.length] : euiTheme.colors.mediumShade,
  }));
  const showPattern = (id: string | undefined) => {
    if (id !== undefined) onChange({ pattern: [id], page: 0 });
  };
  return (
    <div className="anmScatter" data-test-subj="anomaliesScatter">
      <ScatterChart
        scatter={query.data}
        series={series}
        heightPx={SCATTER_HEIGHT_PX}
        onBrush={(fromMs, toMs) =>
          setTime({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
        }
        onPoint={({ pattern, fromMs, toMs }) => {
          showPattern(pattern);
          setTime({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
        }}
      />
      <ScatterLegend
        series={series}
        chosen={state.pattern}
        onChoose={(id) =>
          state.pattern.includes(id)
            ? onChange({ pattern: state.pattern.filter((other) => other !== id), page: 0 })
            : showPattern(id)
        }
      />
      {series.length === 0 && (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.table.empty', {
            defaultMessage: 'No flagged line matches. Widen the period or take out a filter.',
          })}
        </EuiText>
      )}
    </div>
  );
}

const OTHERS = i18n.translate('anomalies.scatter.others', { defaultMessage: 'All other patterns' });
