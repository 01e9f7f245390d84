import { i18n } from '@kbn/i18n';
import type { Verdict } from '../../common/anomaly';
import type { LabelFilter } from '../../common/app_api/search/filters';

export const VERDICT_LABELS: Record<LabelFilter, string> = {
  none: i18n.translate('anomalies.verdict.none', { defaultMessage: 'Not judged' }),
  true: i18n.translate('anomalies.verdict.true', { defaultMessage: 'Real' }),
  false_positive: i18n.translate('anomalies.verdict.falsePositive', {
    defaultMessage: 'False positive',
  }),
  mute: i18n.translate('anomalies.verdict.mute', { defaultMessage: 'Muted' }),
};

export const VERDICT_ICONS: Record<Verdict, string> = {
  true: 'check',
  false_positive: 'cross',
  mute: 'bellSlash',
};

const DAY_SECONDS = 86_400;

/** How long a mute can be chosen to hold; undefined is for ever. */
export const MUTE_PERIODS: { seconds: number | undefined; label: string }[] = [
  {
    seconds: 3_600,
    label: i18n.translate('anomalies.mute.hour', { defaultMessage: '1 hour' }),
  },
  {
    seconds: DAY_SECONDS,
    label: i18n.translate('anomalies.mute.day', { defaultMessage: '1 day' }),
  },
  {
    seconds: 7 * DAY_SECONDS,
    label: i18n.translate('anomalies.mute.week', { defaultMessage: '7 days' }),
  },
  {
    seconds: 30 * DAY_SECONDS,
    label: i18n.translate('anomalies.mute.month', { defaultMessage: '30 days' }),
  },
  {
    seconds: undefined,
    label: i18n.translate('anomalies.mute.forever', { defaultMessage: 'For ever' }),
  },
];
