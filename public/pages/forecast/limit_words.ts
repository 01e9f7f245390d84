import { i18n } from '@kbn/i18n';
import type { Forecast } from '../../../common/api/forecast/schema';
import type { Times } from '../../hooks/use_times';
import { formatInterval } from '../../lib/numbers';
import { amountOf } from './words';

type Step = Forecast['forecast'][number];

/** When a count per interval would be exceeded, and how sure that is. */
export function limitWords(
  found: Forecast,
  limit: number,
  times: Pick<Times, 'short'>,
): { isExpected: boolean; text: string } {
  const { forecast, metric, interval_ms: intervalMs } = found;
  const first = (bound: (step: Step) => number) => forecast.find((step) => bound(step) > limit);
  const expected = first(({ value }) => value);
  const possible = first((step) => step.upper_80);
  const values = {
    amount: amountOf(metric, limit),
    duration: formatInterval(intervalMs),
    expected: expected ? times.short(expected.timestamp) : '',
    possible: possible ? times.short(possible.timestamp) : '',
  };
  if (expected) {
    return {
      isExpected: true,
      text: i18n.translate('anomalies.forecast.limitExpected', {
        defaultMessage: 'More than {amount} in {duration} are expected from {expected} on.',
        values,
      }),
    };
  }
  if (possible) {
    return {
      isExpected: false,
      text: i18n.translate('anomalies.forecast.limitPossible', {
        defaultMessage:
          'More than {amount} in {duration} are not expected, but may come: first at {possible}, in 1 of 10 cases.',
        values,
      }),
    };
  }
  return {
    isExpected: false,
    text: i18n.translate('anomalies.forecast.limitSafe', {
      defaultMessage: 'More than {amount} in {duration} are unlikely: below 1 in 10 at any time.',
      values,
    }),
  };
}
