import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { MIN_COMPARED_INTERVALS, type Forecast } from '../../../common/api/forecast/schema';
import { Panel } from '../../components/panel';
import { useTimes, type Times } from '../../hooks/use_times';
import { formatCount, formatInterval, formatPercent } from '../../lib/numbers';
import { LEARNED_INTERVALS } from './forecast_state';
import { RHYTHM_WORDS } from './words';

/** What an interval may be off before it is said. */
const COVERAGE_SLACK = 0.1;

/** What the forecast rests on, and what it cannot know. */
export function ForecastBasis({ forecast }: { forecast: Forecast }) {
  const times = useTimes();
  return (
    <Panel
      data-test-subj="anomaliesForecastBasis"
      title={i18n.translate('anomalies.forecast.basis', { defaultMessage: 'What it rests on' })}
    >
      <EuiText size="s">
        <ul>
          {[learnedFrom(forecast, times), ...rhythms(forecast), ...cautions(forecast)].map(
            (sentence) => (
              <li key={sentence}>{sentence}</li>
            ),
          )}
        </ul>
      </EuiText>
    </Panel>
  );
}

function learnedFrom(found: Forecast, times: Times): string {
  const { history, interval_ms: intervalMs } = found;
  const lastMs = Date.parse(history[history.length - 1].timestamp) + intervalMs;
  return i18n.translate('anomalies.forecast.learned', {
    defaultMessage:
      'Learned from {count, plural, one {# interval} other {# intervals}} of {interval}, {from} to {to}: up to {most} before the end of the period above, or all of the period where it holds more. The chart draws the period above.',
    values: {
      count: history.length,
      interval: formatInterval(intervalMs),
      from: times.minute(history[0].timestamp),
      to: times.minute(lastMs),
      most: formatCount(LEARNED_INTERVALS),
    },
  });
}

function rhythms({ season, unknown_rhythms: unknown, history, backtest }: Forecast): string[] {
  const sentences: string[] = [];
  if (season) {
    sentences.push(
      i18n.translate('anomalies.forecast.season', {
        defaultMessage:
          'It follows a {rhythm} rhythm, which explains {share} of the ups and downs.',
        values: { rhythm: RHYTHM_WORDS[season.name], share: formatPercent(season.strength) },
      }),
    );
  } else if (backtest) {
    sentences.push(
      i18n.translate('anomalies.forecast.noSeason', { defaultMessage: 'No rhythm was found.' }),
    );
  }
  if (backtest && unknown.length > 0) {
    sentences.push(
      i18n.translate('anomalies.forecast.unknownRhythms', {
        defaultMessage:
          'Not known yet: whether there is a {rhythms} rhythm. Two whole rounds and a quarter have to be seen first.',
        values: {
          rhythms: unknown
            .map((name) => RHYTHM_WORDS[name])
            .join(i18n.translate('anomalies.forecast.or', { defaultMessage: ' or ' })),
        },
      }),
    );
  }
  if (history.length > 0 && history.every(({ value }) => value === history[0].value)) {
    sentences.push(
      i18n.translate('anomalies.forecast.constant', {
        defaultMessage: 'Every interval has the same count, so models cannot be told apart.',
      }),
    );
  }
  return sentences;
}

function cautions({ source, backtest, history }: Forecast): string[] {
  const sentences: string[] = [];
  if (source === 'logs') {
    sentences.push(
      i18n.translate('anomalies.forecast.fromLogs', {
        defaultMessage: 'Nothing of this has been scored yet, so the logs themselves were counted.',
      }),
    );
  }
  if (!backtest) {
    sentences.push(
      i18n.translate('anomalies.forecast.tooFew', {
        defaultMessage:
          'With {count, plural, one {# interval} other {# intervals}} this is no more than their mean. From {needed} on, models are compared.',
        values: { count: history.length, needed: MIN_COMPARED_INTERVALS },
      }),
    );
    return sentences;
  }
  if (backtest.compared_by === 'rmse') {
    sentences.push(
      i18n.translate('anomalies.forecast.sparse', {
        defaultMessage:
          'Most intervals count nothing, so models were compared by squared errors: else “nothing” would always win.',
      }),
    );
  }
  if (backtest.rows[0].coverage_95 < 0.95 - COVERAGE_SLACK) {
    sentences.push(
      i18n.translate('anomalies.forecast.narrow', {
        defaultMessage: 'Only {share} of past values lay in the 95 % band: take it for too narrow.',
        values: { share: formatPercent(backtest.rows[0].coverage_95) },
      }),
    );
  }
  return sentences;
}
