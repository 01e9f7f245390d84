import {
  Chart,
  Heatmap,
  ScaleType,
  Settings,
  Tooltip,
  type BrushEndListener,
  type ElementClickListener,
  type PartialTheme,
} from '@elastic/charts';
import { transparentize, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useMemo } from 'react';
import { SEVERITY_BANDS } from '../../../common/severity';
import type { BucketGrid } from '../../../common/app_api/buckets';
import type { TimeRange } from '../../../common/app_api/time_range';
import { useChartTheme } from '../../hooks/use_chart_theme';
import { useTimes } from '../../hooks/use_times';
import { formatScore } from '../../lib/numbers';
import { severityColor } from '../../lib/severity';

export const LANE_HEIGHT_PX = 22;
export const TIME_AXIS_HEIGHT_PX = 22;
/** Scores below this are told by their colour only. */
const MIN_SHOWN_SCORE = 25;

interface SwimLanesProps {
  grid: BucketGrid;
  lanes: { key: string; cells: number[] }[];
  withTimeAxis?: boolean;
  onCellClick(laneKey: string, time: TimeRange): void;
  /** Undefined where the period cannot be narrowed. */
  onBrush?: (time: TimeRange) => void;
  label: string;
}

/** One row a lane, one cell a bucket, coloured by the highest score in it. */
export function SwimLanes({
  grid,
  lanes,
  withTimeAxis = false,
  onCellClick,
  onBrush,
  label,
}: SwimLanesProps) {
  const { euiTheme } = useEuiTheme();
  const times = useTimes();
  const heatmapTheme = useMemo<PartialTheme>(
    () => ({
      heatmap: {
        grid: { stroke: { width: 0, color: 'transparent' } },
        cell: {
          maxWidth: 'fill',
          maxHeight: 'fill',
          border: { strokeWidth: 2, stroke: euiTheme.colors.emptyShade },
          label: {
            visible: true,
            maxWidth: 'fill',
            minFontSize: 9,
            maxFontSize: 11,
            useGlobalMinFontSize: true,
            fontFamily: euiTheme.font.family,
          },
        },
        yAxisLabel: { visible: false, width: 0, padding: 0 },
        xAxisLabel: {
          visible: withTimeAxis,
          fontSize: 10,
          padding: { top: 4, bottom: 0 },
          textColor: euiTheme.colors.subduedText,
        },
      },
    }),
    [euiTheme, withTimeAxis],
  );
  const chartTheme = useChartTheme(heatmapTheme);
  const bands = useMemo(() => {
    const scored = [...SEVERITY_BANDS].reverse().map(({ severity, minScore }, i, all) => ({
      start: Math.max(minScore, SMALLEST_SCORE),
      end: all[i + 1]?.minScore ?? Infinity,
      color: severityColor(severity, euiTheme),
    }));
    const quiet = transparentize(euiTheme.colors.lightShade, 0.45);
    return [{ start: 0, end: SMALLEST_SCORE, color: quiet }, ...scored];
  }, [euiTheme]);
  const data = useMemo(
    () =>
      lanes.flatMap(({ key, cells }) =>
        cells.map((score, i) => ({ time: grid.startMs + i * grid.intervalMs, lane: key, score })),
      ),
    [grid, lanes],
  );

  const onElementClick: ElementClickListener = ([element]) => {
    const cell = Array.isArray(element) ? element[0] : undefined;
    if (!cell || !('datum' in cell)) return;
    const { x, y } = cell.datum as { x: number; y: string };
    onCellClick(y, timeOf(x, x + grid.intervalMs));
  };
  const onBrushEnd: BrushEndListener = ({ x }) => {
    const starts = (x ?? []).filter((value): value is number => typeof value === 'number');
    if (starts.length > 0)
      onBrush?.(timeOf(Math.min(...starts), Math.max(...starts) + grid.intervalMs));
  };
  return (
    <Chart
      size={{
        height: lanes.length * LANE_HEIGHT_PX + (withTimeAxis ? TIME_AXIS_HEIGHT_PX : 0),
      }}
    >
      <Settings
        {...chartTheme}
        ariaLabel={label}
        xDomain={{
          min: grid.startMs,
          max: grid.startMs + grid.count * grid.intervalMs - 1,
          minInterval: grid.intervalMs,
        }}
        onElementClick={onElementClick}
        onBrushEnd={onBrush && onBrushEnd}
      />
      <Tooltip />
      <Heatmap
        id="lanes"
        name={i18n.translate('anomalies.lanes.score', { defaultMessage: 'Highest score' })}
        data={data}
        xAccessor="time"
        yAccessor="lane"
        valueAccessor="score"
        valueFormatter={(score) => (score >= MIN_SHOWN_SCORE ? formatScore(score) : '')}
        colorScale={{ type: 'bands', bands }}
        ySortPredicate="dataIndex"
        xScale={{
          type: ScaleType.Time,
          interval: { type: 'fixed', unit: 'ms', value: grid.intervalMs },
        }}
        xAxisLabelFormatter={(time) => times.axis(grid.count * grid.intervalMs)(Number(time))}
        xAxisLabelName={i18n.translate('anomalies.lanes.from', { defaultMessage: 'From' })}
        yAxisLabelName={i18n.translate('anomalies.lanes.lane', { defaultMessage: 'Lane' })}
        timeZone={times.zone}
      />
    </Chart>
  );
}

const timeOf = (fromMs: number, toMs: number): TimeRange => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

/** Anything above nothing: zero means that no line was flagged. */
const SMALLEST_SCORE = 1e-6;
