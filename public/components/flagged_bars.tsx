import {
  Axis,
  BarSeries,
  Chart,
  Position,
  ScaleType,
  Settings,
  Tooltip,
  type BrushEndListener,
} from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import type { ReactNode } from 'react';
import { SEVERITIES, type Severity } from '../../common/severity';
import type { BucketGrid } from '../../common/app_api/buckets';
import type { SeverityCounts } from '../../common/app_api/overview/schema';
import { useChartTheme } from '../hooks/use_chart_theme';
import { useTimes } from '../hooks/use_times';
import { formatCount } from '../lib/numbers';
import { SEVERITY_LABELS, severityColor } from '../lib/severity';

/** Bars this high at least: a single flagged line must be seen beside a thousand. */
const MIN_BAR_PX = 3;

/** Flagged lines over time, stacked by severity, the worst at the bottom; dragging chooses a period. */
export function FlaggedBars({
  grid,
  counts,
  heightPx,
  withAxes = false,
  withTimeAxis = withAxes,
  onBrush,
  label,
  children,
}: {
  grid: BucketGrid;
  counts: SeverityCounts[];
  heightPx: number;
  withAxes?: boolean;
  withTimeAxis?: boolean;
  onBrush(fromMs: number, toMs: number): void;
  label: string;
  /** Annotations. */
  children?: ReactNode;
}) {
  const { euiTheme } = useEuiTheme();
  const times = useTimes();
  const chartTheme = useChartTheme();
  const spanMs = grid.count * grid.intervalMs;
  return (
    <Chart size={{ height: heightPx }}>
      <Settings
        {...chartTheme}
        ariaLabel={label}
        xDomain={domainOf(grid)}
        onBrushEnd={brushOf(onBrush)}
        brushAxis="x"
        locale={document.documentElement.lang || 'en'}
      />
      <Tooltip headerFormatter={({ value }) => times.seconds(value)} />
      {withTimeAxis && (
        <Axis id="time" position={Position.Bottom} tickFormat={times.axis(spanMs)} ticks={8} />
      )}
      {withAxes && (
        <Axis
          id="lines"
          position={Position.Left}
          tickFormat={formatCount}
          ticks={3}
          integersOnly
          gridLine={{ visible: true }}
        />
      )}
      {children}
      {SEVERITIES.filter((severity) => counts.some((count) => count[severity] > 0)).map(
        (severity) => (
          <BarSeries
            key={severity}
            id={severity}
            name={SEVERITY_LABELS[severity]}
            color={severityColor(severity, euiTheme)}
            xScaleType={ScaleType.Time}
            yScaleType={ScaleType.Linear}
            xAccessor="time"
            yAccessors={['lines']}
            stackAccessors={['time']}
            data={seriesOf(grid, counts, severity)}
            timeZone={times.zone}
            minBarHeight={MIN_BAR_PX}
            tickFormat={formatCount}
            enableHistogramMode
          />
        ),
      )}
      {counts.every((count) => SEVERITIES.every((severity) => count[severity] === 0)) && (
        <BarSeries
          id="none"
          xScaleType={ScaleType.Time}
          yScaleType={ScaleType.Linear}
          xAccessor="time"
          yAccessors={['lines']}
          data={seriesOf(grid, counts, 'critical')}
          timeZone={times.zone}
          hideInLegend
          enableHistogramMode
        />
      )}
    </Chart>
  );
}

function seriesOf(grid: BucketGrid, counts: SeverityCounts[], severity: Severity) {
  return counts.map((count, i) => ({
    time: grid.startMs + i * grid.intervalMs,
    lines: count[severity],
  }));
}

/** In histogram mode the domain ends with the start of the last bar. */
export function domainOf({ startMs, intervalMs, count }: BucketGrid) {
  return { min: startMs, max: startMs + (count - 1) * intervalMs, minInterval: intervalMs };
}

export function brushOf(onBrush: (fromMs: number, toMs: number) => void): BrushEndListener {
  return ({ x }) => {
    const [from, to] = x ?? [];
    if (typeof from === 'number' && typeof to === 'number' && from < to) onBrush(from, to);
  };
}
