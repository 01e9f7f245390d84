import {
  AreaSeries,
  Axis,
  Chart,
  CurveType,
  LineAnnotation,
  AnnotationDomainType,
  Position,
  ScaleType,
  Settings,
  Tooltip,
} from '@elastic/charts';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiRange,
  EuiText,
  EuiToolTip,
  useEuiTheme,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useMemo } from 'react';
import type { Model } from '../../../../common/api/models/schema';
import type { ScoreCurve } from '../../../../common/score_counts';
import { Panel } from '../../../components/panel';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import { formatRarity, formatShort } from '../../../lib/numbers';
import { formatThreshold } from './format_threshold';

const CHART_HEIGHT_PX = 180;

/** How many alerts a day each threshold means; moving it changes nothing until it is applied. */
export function ThresholdPanel({
  model,
  curve,
  draft,
  isSaving,
  onMove,
  onApply,
}: {
  model: Model;
  curve: ScoreCurve;
  draft: number;
  isSaving: boolean;
  onMove(thresholdPct: number): void;
  onApply(thresholdPct: number | null): void;
}) {
  const disabledReason = useDisabledReason('train');
  const isMoved = draft !== model.threshold;
  const { trained_threshold: trained } = model;
  return (
    <Panel
      title={i18n.translate('anomalies.threshold.title', { defaultMessage: 'Threshold' })}
      remark={i18n.translate('anomalies.threshold.budget', {
        defaultMessage: 'budget {budget} alerts a day',
        values: { budget: formatShort(model.alert_budget_per_day) },
      })}
      data-test-subj="anomaliesThreshold"
    >
      <EuiText size="s">
        <p data-test-subj="anomaliesThresholdMeaning">{meaningOf(model, curve, draft)}</p>
      </EuiText>
      <ThresholdChart curve={curve} budget={model.alert_budget_per_day} draft={draft} />
      <EuiRange
        fullWidth
        compressed
        min={0}
        max={100}
        step={0.1}
        value={Math.round(draft * 10) / 10}
        showInput
        ticks={[
          { value: 3, label: '3' },
          { value: 25, label: '25' },
          { value: 50, label: '50' },
          { value: 75, label: '75' },
        ]}
        showTicks
        aria-label={i18n.translate('anomalies.threshold.slider', {
          defaultMessage: 'Score from which on lines are flagged',
        })}
        onChange={(event) => {
          const value = Number(event.currentTarget.value);
          if (value >= 0 && value <= 100) onMove(value);
        }}
        data-test-subj="anomaliesThresholdSlider"
      />
      <div className="anmVersion__buttons">
        <EuiToolTip content={disabledReason}>
          <EuiButton
            size="s"
            isDisabled={!isMoved || disabledReason !== undefined}
            isLoading={isSaving}
            onClick={() => onApply(draft)}
            data-test-subj="anomaliesThresholdApply"
          >
            {i18n.translate('anomalies.threshold.apply', { defaultMessage: 'Apply' })}
          </EuiButton>
        </EuiToolTip>
        {isMoved && (
          <EuiButtonEmpty size="s" onClick={() => onMove(model.threshold)}>
            {i18n.translate('anomalies.threshold.reset', {
              defaultMessage: 'Back to {threshold}',
              values: { threshold: formatThreshold(model.threshold) },
            })}
          </EuiButtonEmpty>
        )}
        {trained !== undefined && disabledReason === undefined && (
          <EuiButtonEmpty
            size="s"
            onClick={() => onApply(null)}
            data-test-subj="anomaliesThresholdTrained"
          >
            {i18n.translate('anomalies.threshold.trained', {
              defaultMessage: 'As trained: {threshold}',
              values: { threshold: formatThreshold(trained) },
            })}
          </EuiButtonEmpty>
        )}
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.threshold.hint', {
            defaultMessage:
              'Move it to see the counts change; nothing is flagged otherwise until you apply it.',
          })}
        </EuiText>
      </div>
    </Panel>
  );
}

function meaningOf(model: Model, curve: ScoreCurve, draft: number): string {
  const perDay = curve.perDay(draft);
  const values = { score: formatThreshold(draft), rarity: formatRarity(draft) };
  if (perDay === null) {
    return i18n.translate('anomalies.threshold.notScored', {
      defaultMessage:
        'At {score} ({rarity}). It has not scored any lines yet: score a period to see how many it flags.',
      values,
    });
  }
  const isWithin = perDay <= model.alert_budget_per_day;
  return isWithin
    ? i18n.translate('anomalies.threshold.within', {
        defaultMessage: 'At {score} ({rarity}): {alerts} alerts a day, within the budget',
        values: { ...values, alerts: formatShort(perDay) },
      })
    : i18n.translate('anomalies.threshold.beyond', {
        defaultMessage: 'At {score} ({rarity}): {alerts} alerts a day, more than the budget',
        values: { ...values, alerts: formatShort(perDay) },
      });
}

/** Fewer are drawn as so many: a logarithm knows no zero. */
const LEAST_A_DAY = 0.01;

/** Drawn as powers of ten on an even axis: the logarithmic scale of the charts ends at one. */
const powerOf = (perDay: number): number => Math.log10(Math.max(LEAST_A_DAY, perDay));
const formatPower = (power: number): string => formatShort(10 ** power);

function ThresholdChart({
  curve,
  budget,
  draft,
}: {
  curve: ScoreCurve;
  budget: number;
  draft: number;
}) {
  const { euiTheme } = useEuiTheme();
  const chartTheme = useChartTheme();
  const points = useMemo(
    () =>
      Array.from({ length: 101 }, (_, score) => ({
        score,
        power: powerOf(curve.perDay(score) ?? 0),
      })),
    [curve],
  );
  const name = i18n.translate('anomalies.threshold.perDay', { defaultMessage: 'Alerts a day' });
  return (
    <Chart size={{ height: CHART_HEIGHT_PX }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.threshold.chartLabel', {
          defaultMessage: 'Alerts a day against the threshold',
        })}
      />
      <Tooltip headerFormatter={({ value }) => formatThreshold(Number(value))} />
      <Axis
        id="score"
        position={Position.Bottom}
        tickFormat={(value) => formatShort(Number(value))}
      />
      <Axis
        id="alerts"
        position={Position.Left}
        title={name}
        ticks={5}
        domain={{ min: powerOf(0), max: Math.ceil(points[0].power) }}
        tickFormat={(value) => formatPower(Number(value))}
        gridLine={{ visible: true }}
      />
      <AreaSeries
        id="perDay"
        name={name}
        data={points}
        xScaleType={ScaleType.Linear}
        yScaleType={ScaleType.Linear}
        xAccessor="score"
        yAccessors={['power']}
        y0Accessors={[() => powerOf(0)]}
        curve={CurveType.LINEAR}
        color={euiTheme.colors.primary}
      />
      <LineAnnotation
        id="budget"
        domainType={AnnotationDomainType.YDomain}
        dataValues={[{ dataValue: powerOf(budget) }]}
        style={{
          line: { stroke: euiTheme.colors.darkShade, strokeWidth: 1, opacity: 1, dash: [4, 4] },
        }}
      />
      <LineAnnotation
        id="draft"
        domainType={AnnotationDomainType.XDomain}
        dataValues={[{ dataValue: draft }]}
        style={{ line: { stroke: euiTheme.colors.danger, strokeWidth: 2, opacity: 1 } }}
      />
    </Chart>
  );
}
