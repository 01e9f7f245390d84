import { BarSeries, Chart, ScaleType, Settings, Tooltip } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { BucketGrid } from '../../../common/app_api/buckets';
import { brushOf, domainOf } from '../../components/flagged_bars';
import { useChartTheme } from '../../hooks/use_chart_theme';
import { useTimes } from '../../hooks/use_times';
import { formatCount } from '../../lib/numbers';

/** All lines over time. */
export function VolumeBars({
  grid,
  lines,
  heightPx,
  onBrush,
}: {
  grid: BucketGrid;
  lines: number[];
  heightPx: number;
  onBrush(fromMs: number, toMs: number): void;
}) {
  const { euiTheme } = useEuiTheme();
  const times = useTimes();
  const chartTheme = useChartTheme();
  return (
    <Chart size={{ height: heightPx }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.timeline.volumeLabel', {
          defaultMessage: 'All lines over time',
        })}
        xDomain={domainOf(grid)}
        onBrushEnd={brushOf(onBrush)}
        brushAxis="x"
      />
      <Tooltip headerFormatter={({ value }) => times.seconds(value)} />
      <BarSeries
        id="lines"
        name={i18n.translate('anomalies.timeline.lines', { defaultMessage: 'Lines' })}
        color={euiTheme.colors.mediumShade}
        xScaleType={ScaleType.Time}
        yScaleType={ScaleType.Linear}
        xAccessor="time"
        yAccessors={['lines']}
        data={lines.map((count, i) => ({
          time: grid.startMs + i * grid.intervalMs,
          lines: count,
        }))}
        timeZone={times.zone}
        tickFormat={formatCount}
        enableHistogramMode
      />
    </Chart>
  );
}
