import { i18n } from '@kbn/i18n';

/** What a model's features mean, in words; one that is not known here shows its own name. */
const FEATURE_LABELS: Record<string, string> = {
  new_pattern: i18n.translate('anomalies.feature.newPattern', {
    defaultMessage: 'Pattern never seen',
  }),
  pattern_rarity: i18n.translate('anomalies.feature.patternRarity', {
    defaultMessage: 'How rare the pattern is',
  }),
  block_rarity: i18n.translate('anomalies.feature.blockRarity', {
    defaultMessage: 'How seldom the pattern appears over time',
  }),
  source_rarity: i18n.translate('anomalies.feature.sourceRarity', {
    defaultMessage: 'How few hosts send the pattern',
  }),
  word_rarity: i18n.translate('anomalies.feature.wordRarity', {
    defaultMessage: 'How rare its words are',
  }),
  rare_value: i18n.translate('anomalies.feature.rareValue', {
    defaultMessage: 'Values seldom or never seen',
  }),
  odd_number: i18n.translate('anomalies.feature.oddNumber', {
    defaultMessage: 'Numbers far off their usual range',
  }),
  odd_length: i18n.translate('anomalies.feature.oddLength', {
    defaultMessage: 'Values longer than usual',
  }),
  odd_shape: i18n.translate('anomalies.feature.oddShape', {
    defaultMessage: 'Values with unusual characters',
  }),
  odd_host: i18n.translate('anomalies.feature.oddHost', {
    defaultMessage: 'Unusual host for the pattern',
  }),
  odd_hour: i18n.translate('anomalies.feature.oddHour', {
    defaultMessage: 'Unusual hour for the pattern',
  }),
  odd_address: i18n.translate('anomalies.feature.oddAddress', {
    defaultMessage: 'Unusual address for the pattern',
  }),
  odd_service: i18n.translate('anomalies.feature.oddService', {
    defaultMessage: 'Rare service',
  }),
  severity: i18n.translate('anomalies.feature.severity', {
    defaultMessage: 'Level of the line',
  }),
  alarm_word: i18n.translate('anomalies.feature.alarmWord', {
    defaultMessage: 'Words such as “failed”',
  }),
};

export const featureLabel = (feature: string): string =>
  Object.hasOwn(FEATURE_LABELS, feature) ? FEATURE_LABELS[feature] : feature.replaceAll('_', ' ');
