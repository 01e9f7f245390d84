import { EuiSkeletonRectangle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { Forecast } from '../../../common/api/forecast/schema';
import type { AppForecast } from '../../../common/app_api/forecast/schema';
import { Panel } from '../../components/panel';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { usePeriod } from '../../hooks/use_period';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { BacktestTable } from './backtest_table';
import { countTop, highestBound } from './count_top';
import { ForecastBasis } from './forecast_basis';
import { ForecastChart } from './forecast_chart';
import { ForecastControls } from './forecast_controls';
import { ForecastLegend } from './forecast_legend';
import { ForecastSentences, isLive } from './forecast_sentences';
import { forecastRequest, parseForecastState, type ForecastState } from './forecast_state';
import { NothingToForecast } from './nothing_to_forecast';
import { StepsTable } from './steps_table';
import { formatAbout, METRIC_LABELS } from './words';

/** How many lines or errors are expected, how sure that is, and how it would have done before. */
export function ForecastPage() {
  const { api } = useServices();
  const { range } = usePeriod();
  const [state, changeState] = useAppState(parseForecastState);
  const { metric, host, service, horizon, interval } = state;
  const query = useQuery<AppForecast, ApiError>({
    queryKey: ['forecast', range, metric, host, service, horizon, interval],
    queryFn: ({ signal }) => api.forecast(forecastRequest(state, range, Date.now()), signal),
    keepPreviousData: true,
  });
  const change = (part: Partial<ForecastState>) => changeState(part);
  return (
    <>
      <ForecastControls state={state} isLoading={query.isFetching} onChange={change} />
      <QueryGate query={query} skeleton={<ForecastSkeleton />}>
        {({ forecast, missing }) =>
          forecast ? (
            <ForecastPanels forecast={forecast} limit={state.limit} />
          ) : (
            <NothingToForecast missing={missing} state={state} onChange={change} />
          )
        }
      </QueryGate>
    </>
  );
}

function ForecastPanels({ forecast, limit }: { forecast: Forecast; limit?: number }) {
  const { range, setTime } = usePeriod();
  const startMs = Date.parse(forecast.forecast[0].timestamp);
  const horizonMs = forecast.forecast.length * forecast.interval_ms;
  // A short period still shows as much of the past as of what is to come.
  const drawnFromMs = Math.min(Date.parse(range.from), startMs - horizonMs);
  return (
    <>
      <ForecastSentences forecast={forecast} limit={limit} />
      <Panel
        title={METRIC_LABELS[forecast.metric]}
        remark={chartRemark(forecast, drawnFromMs, limit)}
        end={<ForecastLegend />}
        data-test-subj="anomaliesForecastChart"
      >
        <ForecastChart
          forecast={forecast}
          drawnFromMs={drawnFromMs}
          limit={limit}
          nowLabel={
            isLive(forecast)
              ? i18n.translate('anomalies.forecast.now', { defaultMessage: 'now' })
              : i18n.translate('anomalies.forecast.end', { defaultMessage: 'end of the data' })
          }
          onBrush={(fromMs, toMs) => {
            // What is to come cannot be a period to look at.
            const endMs = Math.min(toMs, startMs);
            if (fromMs < endMs) {
              setTime({ from: new Date(fromMs).toISOString(), to: new Date(endMs).toISOString() });
            }
          }}
        />
        <StepsTable forecast={forecast} />
      </Panel>
      {forecast.backtest && <BacktestTable forecast={forecast} backtest={forecast.backtest} />}
      <ForecastBasis forecast={forecast} />
    </>
  );
}

/** How a period is chosen, and whether the bands go beyond what is drawn. */
function chartRemark(forecast: Forecast, drawnFromMs: number, limit?: number): string {
  const drag = i18n.translate('anomalies.forecast.drag', {
    defaultMessage: 'Drag over the past to choose a period.',
  });
  const past = forecast.history.filter(({ timestamp }) => Date.parse(timestamp) >= drawnFromMs);
  const highest = highestBound(forecast.forecast);
  if (highest <= countTop(forecast, past, limit)) return drag;
  const beyond = i18n.translate('anomalies.forecast.beyond', {
    defaultMessage: 'The bands go beyond the chart, up to {count}: it could be a multiple.',
    values: { count: formatAbout(highest) },
  });
  return `${drag} ${beyond}`;
}

/** As high as what comes, so that nothing jumps. */
function ForecastSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesForecastLoading">
      <EuiSkeletonRectangle width="100%" height={72} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={386} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={280} borderRadius="m" />
    </div>
  );
}
