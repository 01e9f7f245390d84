import { Axis, BarSeries, Chart, Position, ScaleType, Settings } from '@elastic/charts';
import { EuiCallOut, EuiHealth, EuiSkeletonText, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { Drift, DriftMeasure, DriftVerdict } from '../../../../common/api/drift/schema';
import { Panel } from '../../../components/panel';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import { formatPercent, formatScore, formatShort } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

const VERDICTS: Record<DriftVerdict, { label: string; color: string }> = {
  unknown: {
    label: i18n.translate('anomalies.drift.unknown', { defaultMessage: 'Not known yet' }),
    color: 'subdued',
  },
  stable: {
    label: i18n.translate('anomalies.drift.stable', { defaultMessage: 'Stable' }),
    color: 'success',
  },
  drifting: {
    label: i18n.translate('anomalies.drift.drifting', { defaultMessage: 'Drifting' }),
    color: 'warning',
  },
  strong: {
    label: i18n.translate('anomalies.drift.strong', { defaultMessage: 'Out of date' }),
    color: 'danger',
  },
};

const MEASURES: Record<DriftMeasure['name'], string> = {
  new_pattern_share: i18n.translate('anomalies.drift.newPatterns', {
    defaultMessage: 'Lines of new patterns',
  }),
  score_psi: i18n.translate('anomalies.drift.psi', {
    defaultMessage: 'Scores moved (population stability index)',
  }),
  score_ks: i18n.translate('anomalies.drift.ks', {
    defaultMessage: 'Scores apart (Kolmogorov–Smirnov)',
  }),
};

/** Whether the lines of the last day still look as they did in training. */
export function DriftPanel({ modelId }: { modelId: string }) {
  const { api } = useServices();
  const query = useQuery<Drift, ApiError>({
    queryKey: ['drift', modelId],
    queryFn: ({ signal }) => api.drift(modelId, signal),
  });
  const { data, error } = query;
  return (
    <Panel
      title={i18n.translate('anomalies.drift.title', { defaultMessage: 'Drift' })}
      remark={i18n.translate('anomalies.drift.remark', {
        defaultMessage: 'the last day against training',
      })}
      data-test-subj="anomaliesDrift"
    >
      {data ? (
        <DriftFacts drift={data} />
      ) : error ? (
        <EuiCallOut size="s" color="warning" title={error.message} />
      ) : (
        <EuiSkeletonText lines={4} size="s" />
      )}
    </Panel>
  );
}

function DriftFacts({ drift }: { drift: Drift }) {
  const { label, color } = VERDICTS[drift.verdict];
  return (
    <>
      <EuiHealth color={color} textSize="s">
        <strong>{label}</strong>
      </EuiHealth>
      {drift.sentences.map((sentence) => (
        <EuiText key={sentence} size="s">
          {sentence}
        </EuiText>
      ))}
      {drift.measures.length > 0 && (
        <dl className="anmFacts anmFacts--spaced">
          {drift.measures.map((measure) => (
            <div key={measure.name}>
              <dt>{MEASURES[measure.name]}</dt>
              <dd>{measureText(measure)}</dd>
            </div>
          ))}
        </dl>
      )}
      {drift.scores && <ScoreSpread scores={drift.scores} />}
    </>
  );
}

function measureText({ name, value, thresholds, verdict }: DriftMeasure): string {
  const format = name === 'new_pattern_share' ? formatFraction : formatShort;
  return i18n.translate('anomalies.drift.measure', {
    defaultMessage: '{value} ({verdict}; drifting from {from} on)',
    values: {
      value: format(value),
      verdict: VERDICTS[verdict].label.toLowerCase(),
      from: format(thresholds.drifting),
    },
  });
}

/** Shares of new patterns are often below a hundredth. */
const formatFraction = (value: number) =>
  value >= 0.1
    ? formatPercent(value)
    : new Intl.NumberFormat(i18n.getLocale(), {
        style: 'percent',
        maximumSignificantDigits: 2,
      }).format(value);

function ScoreSpread({ scores }: { scores: NonNullable<Drift['scores']> }) {
  const { euiTheme } = useEuiTheme();
  const chartTheme = useChartTheme();
  const training = i18n.translate('anomalies.drift.inTraining', { defaultMessage: 'In training' });
  const recent = i18n.translate('anomalies.drift.recent', { defaultMessage: 'Now' });
  const data = scores.at.flatMap((at, i) => [
    { at: formatScore(at), share: scores.in_training[i], when: training },
    { at: formatScore(at), share: scores.recent[i], when: recent },
  ]);
  return (
    <Chart size={{ height: 150 }}>
      <Settings
        {...chartTheme}
        showLegend
        legendPosition={Position.Right}
        ariaLabel={i18n.translate('anomalies.drift.scores', {
          defaultMessage: 'Share of the lines at each score, in training and now',
        })}
      />
      <Axis
        id="score"
        position={Position.Bottom}
        title={i18n.translate('anomalies.drift.score', { defaultMessage: 'Score' })}
      />
      <Axis
        id="share"
        position={Position.Left}
        tickFormat={(value) => formatPercent(Number(value))}
        ticks={4}
        gridLine={{ visible: true }}
      />
      <BarSeries
        id="scores"
        data={data}
        xScaleType={ScaleType.Ordinal}
        yScaleType={ScaleType.Linear}
        xAccessor="at"
        yAccessors={['share']}
        splitSeriesAccessors={['when']}
        color={({ splitAccessors }) =>
          splitAccessors.get('when') === recent
            ? euiTheme.colors.primary
            : euiTheme.colors.mediumShade
        }
        name={({ splitAccessors }) => String(splitAccessors.get('when'))}
      />
    </Chart>
  );
}
