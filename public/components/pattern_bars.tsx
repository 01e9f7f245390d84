import { Axis, BarSeries, Chart, Position, ScaleType, Settings, Tooltip } from '@elastic/charts';
import { i18n } from '@kbn/i18n';
import type { BucketGrid } from '../../common/app_api/buckets';
import { useChartTheme } from '../hooks/use_chart_theme';
import { useTimes } from '../hooks/use_times';
import { formatCount } from '../lib/numbers';
import { domainOf } from './flagged_bars';

/** Counts of one kind, one for each step of the grid. */
export interface PatternSeries {
  id: string;
  name: string;
  color: string;
  counts: readonly number[];
}

/** Lines of one pattern over time, of one kind or of several side by side. */
export function PatternBars({
  grid,
  series,
  heightPx,
  hasCountAxis,
}: {
  grid: BucketGrid;
  series: readonly PatternSeries[];
  heightPx: number;
  hasCountAxis: boolean;
}) {
  const times = useTimes();
  const chartTheme = useChartTheme();
  return (
    <Chart size={{ height: heightPx }}>
      <Settings
        {...chartTheme}
        xDomain={domainOf(grid)}
        ariaLabel={i18n.translate('anomalies.pattern.chartLabel', {
          defaultMessage: 'Lines of this pattern over time',
        })}
      />
      <Tooltip headerFormatter={({ value }) => times.seconds(value)} />
      <Axis
        id="time"
        position={Position.Bottom}
        ticks={hasCountAxis ? 4 : 3}
        tickFormat={times.axis(grid.count * grid.intervalMs)}
      />
      {hasCountAxis && (
        <Axis id="count" position={Position.Left} ticks={3} tickFormat={formatCount} integersOnly />
      )}
      {series.map(({ id, name, color, counts }) => (
        <BarSeries
          key={id}
          id={id}
          name={name}
          color={color}
          xScaleType={ScaleType.Time}
          yScaleType={ScaleType.Linear}
          xAccessor="time"
          yAccessors={['lines']}
          data={counts.map((lines, i) => ({ time: grid.startMs + i * grid.intervalMs, lines }))}
          timeZone={times.zone}
          tickFormat={formatCount}
          minBarHeight={2}
          enableHistogramMode
        />
      ))}
    </Chart>
  );
}
