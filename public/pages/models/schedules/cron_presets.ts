import { i18n } from '@kbn/i18n';

/** When to train, in words, as cron reads it. */
export const CRON_PRESETS: { cron: string; text: string }[] = [
  {
    cron: '0 3 * * *',
    text: i18n.translate('anomalies.cron.daily', { defaultMessage: 'Every day at 03:00' }),
  },
  {
    cron: '0 3 * * 1',
    text: i18n.translate('anomalies.cron.weekly', { defaultMessage: 'Every Monday at 03:00' }),
  },
  {
    cron: '0 3 1 * *',
    text: i18n.translate('anomalies.cron.monthly', {
      defaultMessage: 'On the first of every month at 03:00',
    }),
  },
];

/** A cron expression in words, where it is one of the presets. */
export const cronText = (cron: string): string =>
  CRON_PRESETS.find((preset) => preset.cron === cron)?.text ?? cron;
