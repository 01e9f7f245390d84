import {
  AreaSeries,
  Axis,
  Chart,
  CurveType,
  LineSeries,
  Position,
  ScaleType,
  Settings,
} from '@elastic/charts';
import { EuiCallOut, EuiIcon, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Evaluation } from '../../../../common/app_api/evaluation/schema';
import { Panel } from '../../../components/panel';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import {
  confusionAt,
  curveOf,
  ENOUGH_OF_EACH,
  share,
  type Confusion,
} from '../../../lib/judged_lines';
import { formatCount, formatPercent } from '../../../lib/numbers';
import { formatThreshold } from './format_threshold';

const CHART_HEIGHT_PX = 180;

/** How flagging compares with the verdicts of people, at the threshold that is looked at. */
export function JudgedPanel({ evaluation, draft }: { evaluation: Evaluation; draft: number }) {
  const confusion = confusionAt(evaluation.judged, draft);
  const real = confusion.found + confusion.missed;
  const notReal = confusion.falseAlarms + confusion.rightlyQuiet;
  return (
    <Panel
      title={i18n.translate('anomalies.judged.title', { defaultMessage: 'Right and wrong' })}
      remark={i18n.translate('anomalies.judged.remark', {
        defaultMessage:
          'at threshold {threshold}, on {lines, plural, one {# judged line} other {# judged lines}} ({verdicts, plural, one {# verdict} other {# verdicts}})',
        values: {
          threshold: formatThreshold(draft),
          lines: real + notReal,
          verdicts: evaluation.verdicts,
        },
      })}
      data-test-subj="anomaliesJudged"
    >
      <ConfusionMatrix confusion={confusion} />
      {(real < ENOUGH_OF_EACH || notReal < ENOUGH_OF_EACH) && (
        <EuiCallOut
          size="s"
          iconType="iInCircle"
          title={i18n.translate('anomalies.judged.tooFew', {
            defaultMessage:
              'Judge at least {count} lines of each kind: {real} real and {notReal} not real so far.',
            values: { count: ENOUGH_OF_EACH, real, notReal },
          })}
          data-test-subj="anomaliesJudgedTooFew"
        />
      )}
      <EuiText size="xs" className="anmSubdued">
        {i18n.translate('anomalies.judged.limits', {
          defaultMessage:
            'Only lines that were flagged once can be judged. What was missed altogether is unknown, so the share of real ones found is a best case.',
        })}
      </EuiText>
    </Panel>
  );
}

function ConfusionMatrix({ confusion }: { confusion: Confusion }) {
  const { found, falseAlarms, missed, rightlyQuiet } = confusion;
  return (
    <>
      <table className="anmConfusion">
        <thead>
          <tr>
            <td />
            <th scope="col">
              {i18n.translate('anomalies.judged.wasReal', {
                defaultMessage: 'Was real ({count})',
                values: { count: formatCount(found + missed) },
              })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.judged.wasNot', {
                defaultMessage: 'Was not ({count})',
                values: { count: formatCount(falseAlarms + rightlyQuiet) },
              })}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {i18n.translate('anomalies.judged.flagged', { defaultMessage: 'Flagged' })}
            </th>
            <Cell
              count={found}
              isRight
              name={i18n.translate('anomalies.judged.found', { defaultMessage: 'found' })}
            />
            <Cell
              count={falseAlarms}
              isRight={false}
              name={i18n.translate('anomalies.judged.falseAlarms', {
                defaultMessage: 'false alarms',
              })}
            />
          </tr>
          <tr>
            <th scope="row">
              {i18n.translate('anomalies.judged.quiet', { defaultMessage: 'Quiet' })}
            </th>
            <Cell
              count={missed}
              isRight={false}
              name={i18n.translate('anomalies.judged.missed', { defaultMessage: 'missed' })}
            />
            <Cell
              count={rightlyQuiet}
              isRight
              name={i18n.translate('anomalies.judged.rightlyQuiet', {
                defaultMessage: 'rightly quiet',
              })}
            />
          </tr>
        </tbody>
      </table>
      <dl className="anmFacts">
        <div>
          <dt>
            {i18n.translate('anomalies.judged.precision', {
              defaultMessage: 'Alerts that were real (precision)',
            })}
          </dt>
          <dd>{percent(found, found + falseAlarms)}</dd>
        </div>
        <div>
          <dt>
            {i18n.translate('anomalies.judged.recall', {
              defaultMessage: 'Known real ones found (recall)',
            })}
          </dt>
          <dd>{percent(found, found + missed)}</dd>
        </div>
      </dl>
    </>
  );
}

const percent = (part: number, whole: number) =>
  whole > 0 ? formatPercent(share(part, whole)) : '–';

function Cell({ count, name, isRight }: { count: number; name: string; isRight: boolean }) {
  return (
    <td className={isRight ? 'anmConfusion__right' : 'anmConfusion__wrong'}>
      <strong className="anmNumber">{formatCount(count)}</strong>{' '}
      <EuiIcon type={isRight ? 'check' : 'cross'} size="s" />
      <div>{name}</div>
    </td>
  );
}

/** Precision against recall, and false alarms against recall, over all thresholds. */
export function JudgedCurves({ evaluation, draft }: { evaluation: Evaluation; draft: number }) {
  const { euiTheme } = useEuiTheme();
  const chartTheme = useChartTheme();
  const points = curveOf(evaluation.judged);
  const at = confusionAt(evaluation.judged, draft);
  const now = [
    {
      recall: share(at.found, at.found + at.missed),
      precision: share(at.found, at.found + at.falseAlarms),
    },
  ];
  const precision = i18n.translate('anomalies.curve.precision', { defaultMessage: 'Were real' });
  const falseAlarms = i18n.translate('anomalies.curve.falseAlarms', {
    defaultMessage: 'Not real, but flagged',
  });
  return (
    <Panel
      title={i18n.translate('anomalies.curve.title', { defaultMessage: 'Found against real' })}
      remark={i18n.translate('anomalies.curve.remark', {
        defaultMessage: 'each point is a threshold',
      })}
      data-test-subj="anomaliesCurves"
    >
      {points.length < 2 ? (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.curve.empty', {
            defaultMessage:
              'The curve is drawn when lines of two different scores are judged. Judge some on the Anomalies page.',
          })}
        </EuiText>
      ) : (
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
            id="precision"
            name={precision}
            data={points}
            xScaleType={ScaleType.Linear}
            yScaleType={ScaleType.Linear}
            xAccessor="recall"
            yAccessors={['precision']}
            curve={CurveType.LINEAR}
            color={euiTheme.colors.primary}
          />
          <LineSeries
            id="falseAlarms"
            name={falseAlarms}
            data={points}
            xScaleType={ScaleType.Linear}
            yScaleType={ScaleType.Linear}
            xAccessor="recall"
            yAccessors={['falseAlarmRate']}
            curve={CurveType.LINEAR}
            color={euiTheme.colors.darkShade}
            lineSeriesStyle={{ line: { dash: [4, 4] }, point: { visible: false } }}
          />
          <AreaSeries
            id="now"
            name={i18n.translate('anomalies.curve.now', {
              defaultMessage: 'At {threshold}',
              values: { threshold: formatThreshold(draft) },
            })}
            data={now}
            xScaleType={ScaleType.Linear}
            yScaleType={ScaleType.Linear}
            xAccessor="recall"
            yAccessors={['precision']}
            color={euiTheme.colors.danger}
            areaSeriesStyle={{ point: { visible: true, radius: 6 } }}
          />
        </Chart>
      )}
    </Panel>
  );
}
