import {
  Axis,
  BubbleSeries,
  Chart,
  ColorVariant,
  Position,
  ScaleType,
  Settings,
  Tooltip,
  type ElementClickListener,
  type PartialTheme,
} from '@elastic/charts';
import { i18n } from '@kbn/i18n';
import { useMemo } from 'react';
import type { Scatter, ScatterSeries } from '../../../../common/app_api/scatter/schema';
import { brushOf } from '../../../components/flagged_bars';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import { useTimes } from '../../../hooks/use_times';
import { formatCount } from '../../../lib/numbers';

export interface DrawnSeries extends ScatterSeries {
  name: string;
  color: string;
}

/** One bin of time and score. */
interface Point {
  time: number;
  score: number;
  lines: number;
  fromMs: number;
  toMs: number;
  pattern: string | undefined;
}

const SMALL_BUBBLES: PartialTheme = {
  markSizeRatio: 12,
  bubbleSeriesStyle: {
    point: { fill: ColorVariant.Series, opacity: 0.75, strokeWidth: 0, radius: 4 },
  },
};

/** A bubble for each bin with lines of a pattern, the bigger the more of it; dragging chooses a period, a click a bubble. */
export function ScatterChart({
  scatter,
  series,
  heightPx,
  onBrush,
  onPoint,
}: {
  scatter: Scatter;
  series: DrawnSeries[];
  heightPx: number;
  onBrush(fromMs: number, toMs: number): void;
  onPoint(point: { pattern: string | undefined; fromMs: number; toMs: number }): void;
}) {
  const times = useTimes();
  const chartTheme = useChartTheme(SMALL_BUBBLES);
  const { startMs, intervalMs, count } = scatter.grid;
  const data = useMemo(
    () => series.map((one) => ({ ...one, data: pointsOf(one, scatter) })),
    [series, scatter],
  );
  const onElementClick: ElementClickListener = ([element]) => {
    const [geometry] = Array.isArray(element) ? element : [];
    const datum: unknown = geometry && 'datum' in geometry ? geometry.datum : undefined;
    if (isPoint(datum)) onPoint(datum);
  };
  return (
    <Chart size={{ height: heightPx }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.scatter.label', {
          defaultMessage: 'Matching lines by time and score, coloured by pattern',
        })}
        xDomain={{ min: startMs, max: startMs + count * intervalMs }}
        onBrushEnd={brushOf(onBrush)}
        brushAxis="x"
        onElementClick={onElementClick}
        locale={document.documentElement.lang || 'en'}
      />
      <Tooltip headerFormatter={({ value }) => times.seconds(value)} />
      <Axis
        id="time"
        position={Position.Bottom}
        tickFormat={times.axis(count * intervalMs)}
        ticks={8}
      />
      <Axis
        id="score"
        position={Position.Left}
        domain={{ min: 0, max: 100 }}
        tickFormat={formatCount}
        ticks={5}
        gridLine={{ visible: true }}
        title={i18n.translate('anomalies.scatter.score', { defaultMessage: 'Score' })}
      />
      {data.map(({ pattern, name, color, data: points }) => (
        <BubbleSeries<Point>
          key={pattern?.id ?? 'others'}
          id={pattern?.id ?? 'others'}
          name={name}
          color={color}
          xScaleType={ScaleType.Time}
          yScaleType={ScaleType.Linear}
          xAccessor="time"
          yAccessors={['score']}
          markSizeAccessor="lines"
          tickFormat={formatCount}
          markFormat={formatCount}
          timeZone={times.zone}
          data={points}
        />
      ))}
    </Chart>
  );
}

/** A bubble stands in the middle of its bin. */
function pointsOf({ pattern, points }: ScatterSeries, { grid, scoreStep }: Scatter): Point[] {
  return points.map(([bucket, bin, lines]) => {
    const fromMs = grid.startMs + bucket * grid.intervalMs;
    return {
      time: fromMs + grid.intervalMs / 2,
      score: (bin + 0.5) * scoreStep,
      lines,
      fromMs,
      toMs: fromMs + grid.intervalMs,
      pattern: pattern?.id,
    };
  });
}

const isPoint = (datum: unknown): datum is Point =>
  typeof datum === 'object' && datum !== null && 'fromMs' in datum && 'toMs' in datum;
