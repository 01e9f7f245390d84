import {
  AnnotationDomainType,
  AreaSeries,
  Axis,
  Chart,
  CurveType,
  LineAnnotation,
  LineSeries,
  Position,
  ScaleType,
  Settings,
  Tooltip,
  type PartialTheme,
} from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Forecast } from '../../../common/api/forecast/schema';
import { brushOf } from '../../components/flagged_bars';
import { useChartTheme } from '../../hooks/use_chart_theme';
import { useTimes } from '../../hooks/use_times';
import { formatCount } from '../../lib/numbers';
import { countTop } from './count_top';
import { COUNTED, EXPECTED, IN_80, IN_95 } from './forecast_legend';
import { METRIC_LABELS } from './words';

const HEIGHT_PX = 320;
const MARGINS: PartialTheme = { chartMargins: { left: 0, right: 8, top: 20, bottom: 0 } };
const BANDS = [
  {
    id: 'band95',
    name: IN_95,
    lower: 'lower_95',
    upper: 'upper_95',
    opacity: 0.15,
  },
  {
    id: 'band80',
    name: IN_80,
    lower: 'lower_80',
    upper: 'upper_80',
    opacity: 0.25,
  },
] as const;

/** Appended to the name of a band in the tooltip. */
const AT_LEAST = i18n.translate('anomalies.forecast.atLeast', { defaultMessage: ', at least' });
const AT_MOST = i18n.translate('anomalies.forecast.atMost', { defaultMessage: ', at most' });
/** What was, what is expected, and between which bounds; dragging over the past chooses a period. */
export function ForecastChart({
  forecast: found,
  drawnFromMs,
  nowLabel,
  limit,
  onBrush,
}: {
  forecast: Forecast;
  drawnFromMs: number;
  /** What the end of the data is called. */
  nowLabel: string;
  limit?: number;
  onBrush(fromMs: number, toMs: number): void;
}) {
  const { euiTheme } = useEuiTheme();
  const times = useTimes();
  const chartTheme = useChartTheme(MARGINS);
  const past = found.history
    .map(({ timestamp, value }) => ({ time: Date.parse(timestamp), value }))
    .filter(({ time }) => time >= drawnFromMs);
  const steps = found.forecast.map((step) => ({ ...step, time: Date.parse(step.timestamp) }));
  const startMs = steps[0].time;
  const endMs = steps[steps.length - 1].time;
  const firstMs = past[0]?.time ?? startMs;
  const common = {
    xScaleType: ScaleType.Time,
    yScaleType: ScaleType.Linear,
    xAccessor: 'time',
    timeZone: times.zone,
    tickFormat: formatCount,
    curve: CurveType.LINEAR,
  } as const;
  return (
    <Chart size={{ height: HEIGHT_PX }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.forecast.chartLabel', {
          defaultMessage: '{metric} over time: what was counted, and what is expected',
          values: { metric: METRIC_LABELS[found.metric] },
        })}
        xDomain={{ min: firstMs, max: endMs, minInterval: found.interval_ms }}
        onBrushEnd={brushOf(onBrush)}
        brushAxis="x"
        locale={document.documentElement.lang || 'en'}
      />
      <Tooltip headerFormatter={({ value }) => times.minute(value)} />
      <Axis
        id="time"
        position={Position.Bottom}
        tickFormat={times.axis(endMs - firstMs)}
        ticks={8}
      />
      <Axis
        id="count"
        position={Position.Left}
        tickFormat={formatCount}
        ticks={5}
        domain={{ min: 0, max: countTop(found, past, limit) }}
        gridLine={{ visible: true }}
      />
      {BANDS.map(({ id, name, lower, upper, opacity }) => (
        <AreaSeries
          key={id}
          id={id}
          name={name}
          {...common}
          color={euiTheme.colors.primary}
          yAccessors={[upper]}
          y0Accessors={[lower]}
          y0AccessorFormat={AT_LEAST}
          y1AccessorFormat={AT_MOST}
          data={steps}
          areaSeriesStyle={{
            area: { opacity },
            line: { visible: false },
            point: { visible: false },
          }}
        />
      ))}
      <LineSeries
        id="forecast"
        name={EXPECTED}
        {...common}
        color={euiTheme.colors.primary}
        yAccessors={['value']}
        data={steps}
        lineSeriesStyle={{ line: { strokeWidth: 2, dash: [6, 4] }, point: { visible: false } }}
      />
      {past.length > 0 && (
        <LineSeries
          id="history"
          name={COUNTED}
          {...common}
          color={euiTheme.colors.darkestShade}
          yAccessors={['value']}
          data={past}
          lineSeriesStyle={{ line: { strokeWidth: 1.5 }, point: { visible: false } }}
        />
      )}
      <LineAnnotation
        id="now"
        domainType={AnnotationDomainType.XDomain}
        dataValues={[{ dataValue: startMs, header: nowLabel, details: times.minute(startMs) }]}
        marker={<span className="anmSmall anmSubdued">{nowLabel}</span>}
        markerPosition={Position.Top}
        style={{ line: { stroke: euiTheme.colors.darkShade, strokeWidth: 1, opacity: 1 } }}
      />
      {limit !== undefined && (
        <LineAnnotation
          id="limit"
          domainType={AnnotationDomainType.YDomain}
          dataValues={[
            {
              dataValue: limit,
              header: i18n.translate('anomalies.forecast.limit', { defaultMessage: 'Limit' }),
              details: formatCount(limit),
            },
          ]}
          style={{ line: { stroke: euiTheme.colors.danger, strokeWidth: 1, opacity: 1 } }}
        />
      )}
    </Chart>
  );
}
