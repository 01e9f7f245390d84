import { i18n } from '@kbn/i18n';
import type { AnomalyDocument } from '../../common/anomaly';
import type { UnitFilter } from '../../common/app_api/search/filters';

/** Detectors whose names say little; the others are named after their methods, which no language changes. */
const DETECTOR_LABELS: Record<string, string> = {
  severity: i18n.translate('anomalies.detector.severity', {
    defaultMessage: 'Level and alarm words',
  }),
  classifier: i18n.translate('anomalies.detector.classifier', {
    defaultMessage: 'Learned from verdicts',
  }),
  rarity: i18n.translate('anomalies.detector.rarity', { defaultMessage: 'Rarity' }),
  rate: i18n.translate('anomalies.detector.rate', { defaultMessage: 'Rate' }),
  isolation_forest: i18n.translate('anomalies.detector.isolationForest', {
    defaultMessage: 'Isolation forest',
  }),
};

export const detectorLabel = (name: string): string =>
  Object.hasOwn(DETECTOR_LABELS, name) ? DETECTOR_LABELS[name] : name.replaceAll('_', ' ');

/** Detectors that gave a reason, the weightiest first. */
export const detectorsOf = ({ anomaly }: AnomalyDocument): string[] => [
  ...new Set(anomaly.reasons.map(({ detector }) => detector)),
];

export const UNIT_LABELS: Record<UnitFilter, string> = {
  line: i18n.translate('anomalies.unit.lines', { defaultMessage: 'Lines' }),
  window: i18n.translate('anomalies.unit.windows', { defaultMessage: 'Windows' }),
  session: i18n.translate('anomalies.unit.sessions', { defaultMessage: 'Sessions' }),
};
