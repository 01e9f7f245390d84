import { EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';
import type { Forecast } from '../../../common/api/forecast/schema';
import { Panel } from '../../components/panel';
import { useTimes } from '../../hooks/use_times';
import { formatDuration, formatInterval, formatPercent } from '../../lib/numbers';
import { limitWords } from './limit_words';
import { amountOf, formatAbout } from './words';

/** Below this many intervals of age, the end of the data is "now". */
const FRESH_INTERVALS = 2;
/** A step has to be so far above the mean of the steps to be called the busiest. */
const BUSY_SHARE = 1.1;
/** Within this share of what was before, it is "about as many". */
const SAME_SHARE = 0.05;

/** What is to be expected, in plain words. */
export function ForecastSentences({ forecast, limit }: { forecast: Forecast; limit?: number }) {
  const times = useTimes();
  const before = beforeWords(forecast);
  const watched = limit === undefined ? undefined : limitWords(forecast, limit, times);
  return (
    <Panel data-test-subj="anomaliesForecastSentences">
      <ul className="anmSentences anmSentences--first">
        <Sentence icon="visLine" color="primary">
          <strong>{totalWords(forecast, times.minute)}</strong>{' '}
          {busiestWords(forecast, times.short)}
        </Sentence>
        {before !== undefined && (
          <Sentence icon="clock" color="subdued">
            {before}
          </Sentence>
        )}
        {watched && (
          <Sentence
            icon={watched.isExpected ? 'warning' : 'bell'}
            color={watched.isExpected ? 'danger' : 'subdued'}
            data-test-subj="anomaliesForecastLimitSentence"
          >
            {watched.text}
          </Sentence>
        )}
      </ul>
    </Panel>
  );
}

function Sentence({
  icon,
  color,
  children,
  'data-test-subj': testSubject,
}: {
  icon: string;
  color: 'danger' | 'primary' | 'subdued';
  children: ReactNode;
  'data-test-subj'?: string;
}) {
  return (
    <li data-test-subj={testSubject}>
      <EuiIcon type={icon} color={color} />
      <EuiText size="s">{children}</EuiText>
    </li>
  );
}

const startMs = ({ forecast }: Forecast): number => Date.parse(forecast[0].timestamp);

/** Whether the data reach up to now, so that the forecast is of the future. */
export const isLive = (forecast: Forecast): boolean =>
  Date.now() - startMs(forecast) < FRESH_INTERVALS * forecast.interval_ms;

function totalWords(found: Forecast, format: (time: number) => string): string {
  const { total, metric, forecast, interval_ms: intervalMs } = found;
  const values = {
    duration: formatDuration((forecast.length * intervalMs) / 1000),
    amount: amountOf(metric, total.value),
    lower: formatAbout(total.lower_80),
    upper: formatAbout(total.upper_80),
    start: format(startMs(found)),
  };
  return isLive(found)
    ? i18n.translate('anomalies.forecast.next', {
        defaultMessage:
          'In the next {duration} about {amount} are expected, between {lower} and {upper} in 8 of 10 cases.',
        values,
      })
    : i18n.translate('anomalies.forecast.nextFrom', {
        defaultMessage:
          'In the {duration} from {start} about {amount} were expected, between {lower} and {upper} in 8 of 10 cases.',
        values,
      });
}

function busiestWords(found: Forecast, format: (time: string) => string): string | undefined {
  const { forecast, metric, interval_ms: intervalMs } = found;
  const busiest = forecast.reduce((best, step) => (step.value > best.value ? step : best));
  const mean = forecast.reduce((sum, { value }) => sum + value, 0) / forecast.length;
  if (busiest.value <= BUSY_SHARE * mean) {
    return i18n.translate('anomalies.forecast.even', {
      defaultMessage: 'They come evenly: about {amount} in {duration}.',
      values: {
        amount: amountOf(metric, mean),
        duration: formatInterval(intervalMs),
      },
    });
  }
  return i18n.translate('anomalies.forecast.busiest', {
    defaultMessage: 'Busiest from {time} on: about {amount} in {duration}.',
    values: {
      time: format(busiest.timestamp),
      amount: amountOf(metric, busiest.value),
      duration: formatInterval(intervalMs),
    },
  });
}

/** Against the same time just before; undefined where the data do not reach so far back. */
function beforeWords(found: Forecast): string | undefined {
  const { history, forecast, metric, total, interval_ms: intervalMs } = found;
  if (history.length < forecast.length) return undefined;
  const before = history.slice(-forecast.length).reduce((sum, { value }) => sum + value, 0);
  const values = {
    duration: formatDuration((forecast.length * intervalMs) / 1000),
    amount: amountOf(metric, before),
    share: before > 0 ? formatPercent(Math.abs(total.value / before - 1)) : '',
  };
  if (before === 0) {
    return i18n.translate('anomalies.forecast.beforeNone', {
      defaultMessage: 'There were none in the {duration} before.',
      values,
    });
  }
  const change = total.value / before - 1;
  if (Math.abs(change) <= SAME_SHARE) {
    return i18n.translate('anomalies.forecast.beforeSame', {
      defaultMessage: 'The {duration} before had {amount}: about as many.',
      values,
    });
  }
  return change > 0
    ? i18n.translate('anomalies.forecast.beforeMore', {
        defaultMessage: 'The {duration} before had {amount}: {share} more are expected.',
        values,
      })
    : i18n.translate('anomalies.forecast.beforeLess', {
        defaultMessage: 'The {duration} before had {amount}: {share} less are expected.',
        values,
      });
}
