import {
  Axis,
  BubbleSeries,
  Chart,
  CurveType,
  LineSeries,
  Position,
  ScaleType,
  Settings,
} from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import type { CurvePoint } from '../../../lib/judged_lines';
import { formatPercent } from '../../../lib/numbers';
import { formatThreshold } from './format_threshold';

const CHART_HEIGHT_PX = 250;

type Point = Pick<CurvePoint, 'precision' | 'recall'> & Partial<CurvePoint>;

const LINEAR = {
  xScaleType: ScaleType.Linear,
  yScaleType: ScaleType.Linear,
  xAccessor: 'recall',
  curve: CurveType.LINEAR,
} as const;

/** Precision against recall over all thresholds, and false alarms where they are known; a dot where it is now. */
export function PrecisionRecallChart({
  points,
  now,
  thresholdPct,
}: {
  points: readonly Point[];
  now: Pick<Point, 'precision' | 'recall'> | undefined;
  thresholdPct: number;
}) {
  const { euiTheme } = useEuiTheme();
  const chartTheme = useChartTheme();
  return (
    <Chart size={{ height: CHART_HEIGHT_PX }}>
      <Settings
        {...chartTheme}
        showLegend
        legendPosition={Position.Bottom}
        ariaLabel={i18n.translate('anomalies.curve.label', {
          defaultMessage:
            'Share of flagged lines that were real, against the share of real lines found',
        })}
        xDomain={{ min: 0, max: 1 }}
      />
      <Axis
        id="recall"
        position={Position.Bottom}
        title={i18n.translate('anomalies.curve.recall', {
          defaultMessage: 'Known real ones found',
        })}
        tickFormat={(value) => formatPercent(Number(value))}
        ticks={5}
      />
      <Axis
        id="share"
        position={Position.Left}
        domain={{ min: 0, max: 1 }}
        tickFormat={(value) => formatPercent(Number(value))}
        ticks={5}
        gridLine={{ visible: true }}
      />
      <LineSeries
        {...LINEAR}
        id="precision"
        name={i18n.translate('anomalies.curve.precision', { defaultMessage: 'Were real' })}
        data={[...points]}
        yAccessors={['precision']}
        color={euiTheme.colors.primary}
      />
      {points[0]?.falseAlarmRate !== undefined && (
        <LineSeries
          {...LINEAR}
          id="falseAlarms"
          name={i18n.translate('anomalies.curve.falseAlarms', {
            defaultMessage: 'Not real, but flagged',
          })}
          data={[...points]}
          yAccessors={['falseAlarmRate']}
          color={euiTheme.colors.darkShade}
          lineSeriesStyle={{ line: { dash: [4, 4] }, point: { visible: false } }}
        />
      )}
      {now && (
        <BubbleSeries
          xScaleType={ScaleType.Linear}
          yScaleType={ScaleType.Linear}
          xAccessor="recall"
          id="now"
          name={i18n.translate('anomalies.curve.now', {
            defaultMessage: 'At {threshold}',
            values: { threshold: formatThreshold(thresholdPct) },
          })}
          data={[now]}
          yAccessors={['precision']}
          color={euiTheme.colors.danger}
          bubbleSeriesStyle={{ point: { visible: true, radius: 6 } }}
        />
      )}
    </Chart>
  );
}
