import { i18n } from '@kbn/i18n';
import type {
  ForecastMetric,
  ForecastModelName,
  RhythmName,
} from '../../../common/api/forecast/schema';
import { formatCount, formatShort } from '../../lib/numbers';

/** What the naive forecast does where there is no rhythm. */
export const NAIVE_WITHOUT_RHYTHM = i18n.translate('anomalies.forecast.model.naiveLast', {
  defaultMessage: 'the same as the last interval',
});

/** The plain words for the models that are compared. */
export const MODEL_WORDS: Record<ForecastModelName, { name: string; does: string }> = {
  mean: {
    name: i18n.translate('anomalies.forecast.model.mean', { defaultMessage: 'Mean' }),
    does: i18n.translate('anomalies.forecast.model.meanDoes', {
      defaultMessage: 'always the average',
    }),
  },
  seasonal_naive: {
    name: i18n.translate('anomalies.forecast.model.naive', { defaultMessage: 'Naive' }),
    does: i18n.translate('anomalies.forecast.model.naiveDoes', {
      defaultMessage: 'the same as one round of the rhythm before',
    }),
  },
  ets: {
    name: i18n.translate('anomalies.forecast.model.ets', {
      defaultMessage: 'Exponential smoothing',
    }),
    does: i18n.translate('anomalies.forecast.model.etsDoes', {
      defaultMessage: 'recent intervals count more',
    }),
  },
  ets_seasonal: {
    name: i18n.translate('anomalies.forecast.model.etsSeasonal', {
      defaultMessage: 'Exponential smoothing with rhythm',
    }),
    does: i18n.translate('anomalies.forecast.model.etsSeasonalDoes', {
      defaultMessage: 'a level and a rhythm, recent intervals count more',
    }),
  },
  arima: {
    name: i18n.translate('anomalies.forecast.model.arima', { defaultMessage: 'ARIMA' }),
    does: i18n.translate('anomalies.forecast.model.arimaDoes', {
      defaultMessage: 'from the intervals and errors just before, and a rhythm before',
    }),
  },
};

export const METRIC_LABELS: Record<ForecastMetric, string> = {
  lines: i18n.translate('anomalies.forecast.metric.lines', { defaultMessage: 'Lines' }),
  errors: i18n.translate('anomalies.forecast.metric.errors', { defaultMessage: 'Errors' }),
};

export const RHYTHM_WORDS: Record<RhythmName, string> = {
  hourly: i18n.translate('anomalies.forecast.rhythm.hourly', { defaultMessage: 'hourly' }),
  daily: i18n.translate('anomalies.forecast.rhythm.daily', { defaultMessage: 'daily' }),
  weekly: i18n.translate('anomalies.forecast.rhythm.weekly', { defaultMessage: 'weekly' }),
};

/** No more figures than are known: 14,200; 37; 0.4. */
export function formatAbout(value: number): string {
  if (value < 10) return formatShort(value);
  return formatCount(Number(value.toPrecision(3)));
}

/** "about 14,200 lines", "about 12 errors"; the number decides between one and many. */
export function amountOf(metric: ForecastMetric, value: number): string {
  const values = { count: Math.round(value), shown: formatAbout(value) };
  return metric === 'lines'
    ? i18n.translate('anomalies.forecast.lines', {
        defaultMessage: '{count, plural, one {{shown} line} other {{shown} lines}}',
        values,
      })
    : i18n.translate('anomalies.forecast.errors', {
        defaultMessage: '{count, plural, one {{shown} error} other {{shown} errors}}',
        values,
      });
}
