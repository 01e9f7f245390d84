import { Axis, BarSeries, Chart, Position, ScaleType, Settings, Tooltip } from '@elastic/charts';
import {
  EuiBasicTable,
  EuiText,
  EuiTitle,
  useEuiTheme,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { BacktestLine, BacktestResult } from '../../../../common/api/backtest/schema';
import { PatternText } from '../../../components/pattern_text';
import { SeverityMark } from '../../../components/severity_mark';
import { useChartTheme } from '../../../hooks/use_chart_theme';
import { useTimes, type Times } from '../../../hooks/use_times';
import { formatCount, formatShort } from '../../../lib/numbers';

/** What a version would have flagged: a sentence, the timeline, the strangest lines, the patterns. */
export function BacktestResultView({ result }: { result: BacktestResult }) {
  const times = useTimes();
  return (
    <div className="anmBacktest" data-test-subj="anomaliesBacktestResult">
      <EuiTitle size="xxs">
        <h3>{sentenceOf(result)}</h3>
      </EuiTitle>
      {remarksOf(result, times).map((remark) => (
        <EuiText key={remark} size="s" className="anmSubdued">
          {remark}
        </EuiText>
      ))}
      <Timeline result={result} />
      {result.top.length > 0 && (
        <>
          <EuiBasicTable<BacktestLine>
            compressed
            tableCaption={i18n.translate('anomalies.backtest.strangest', {
              defaultMessage: 'The strangest lines',
            })}
            items={result.top}
            columns={columnsOf(times)}
          />
          <EuiTitle size="xxs">
            <h3>
              {i18n.translate('anomalies.backtest.patterns', {
                defaultMessage: 'Patterns flagged most',
              })}
            </h3>
          </EuiTitle>
          <ul className="anmSentences">
            {result.patterns.map((pattern) => (
              <li key={pattern.id}>
                <strong className="anmNumber">{formatCount(pattern.flagged)}</strong>
                <EuiText size="s" className="anmBreak">
                  <PatternText text={pattern.text} />
                </EuiText>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const sentenceOf = ({
  flagged_per_day: perDay,
  alert_budget_per_day: budget,
  top,
}: BacktestResult) =>
  top.length === 0
    ? i18n.translate('anomalies.backtest.nothing', {
        defaultMessage: 'It would have flagged nothing in this period.',
      })
    : i18n.translate('anomalies.backtest.sentence', {
        defaultMessage:
          'It would have flagged {perDay} lines a day (budget {budget}); {count, plural, one {this is the strangest} other {these are the # strangest}}:',
        values: { perDay: formatShort(perDay), budget: formatShort(budget), count: top.length },
      });

function remarksOf(result: BacktestResult, times: Times): string[] {
  const { lines, flagged, from, to, compared } = result;
  const remarks = [
    i18n.translate('anomalies.backtest.lines', {
      defaultMessage: '{flagged} of {lines} lines, {from} to {to}.',
      values: {
        flagged: formatCount(flagged),
        lines: formatCount(lines),
        from: times.minute(from),
        to: times.minute(to),
      },
    }),
  ];
  if (result.overlaps_training) {
    remarks.push(
      i18n.translate('anomalies.backtest.overlap', {
        defaultMessage:
          'It learned from some of these lines; those look less strange to it than new ones.',
      }),
    );
  }
  if (compared) {
    remarks.push(
      i18n.translate('anomalies.backtest.compared', {
        defaultMessage:
          'Beside {model}, which is active: {both} flagged by both, {onlyThis} only by this one, {onlyActive} only by {model}.',
        values: {
          model: compared.active_model,
          both: formatCount(compared.both),
          onlyThis: formatCount(compared.only_this),
          onlyActive: formatCount(compared.only_active),
        },
      }),
    );
  }
  return remarks;
}

function columnsOf(times: Times): EuiBasicTableColumn<BacktestLine>[] {
  return [
    {
      field: 'score',
      name: i18n.translate('anomalies.backtest.score', { defaultMessage: 'Score' }),
      width: '120px',
      render: (score: number) => <SeverityMark score={score} />,
    },
    {
      field: 'timestamp',
      name: i18n.translate('anomalies.backtest.time', { defaultMessage: 'Time' }),
      width: '120px',
      render: (timestamp: string) => times.minute(timestamp),
    },
    {
      field: 'message',
      name: i18n.translate('anomalies.backtest.line', { defaultMessage: 'Line, and why' }),
      render: (message: string, { reasons }: BacktestLine) => (
        <div className="anmBreak">
          <code className="anmMono">{message.slice(0, 300)}</code>
          <EuiText size="xs" className="anmSubdued">
            {reasons
              .slice(0, 2)
              .map(({ text }) => text)
              .join('; ')}
          </EuiText>
        </div>
      ),
    },
  ];
}

function Timeline({ result: { timeline, from, to } }: { result: BacktestResult }) {
  const { euiTheme } = useEuiTheme();
  const times = useTimes();
  const chartTheme = useChartTheme();
  const stepMs = timeline.step_seconds * 1_000;
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const start = Math.floor(fromMs / stepMs) * stepMs;
  return (
    <Chart size={{ height: 110 }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.backtest.timeline', {
          defaultMessage: 'Flagged lines over time',
        })}
        xDomain={{
          min: start,
          max: Math.max(start, Math.floor((toMs - 1) / stepMs) * stepMs),
          minInterval: stepMs,
        }}
      />
      <Tooltip headerFormatter={({ value }) => times.minute(Number(value))} />
      <Axis
        id="time"
        position={Position.Bottom}
        tickFormat={(value) => times.axis(toMs - fromMs)(Number(value))}
      />
      <Axis
        id="count"
        position={Position.Left}
        ticks={3}
        integersOnly
        tickFormat={(value) => formatCount(Number(value))}
      />
      <BarSeries
        id="flagged"
        name={i18n.translate('anomalies.backtest.flagged', { defaultMessage: 'Flagged' })}
        color={euiTheme.colors.primary}
        xScaleType={ScaleType.Time}
        yScaleType={ScaleType.Linear}
        xAccessor="time"
        yAccessors={['flagged']}
        data={timeline.points.map(({ at, flagged }) => ({ time: Date.parse(at), flagged }))}
        timeZone={times.zone}
        tickFormat={(value) => formatCount(Number(value))}
        minBarHeight={2}
        enableHistogramMode
      />
    </Chart>
  );
}
