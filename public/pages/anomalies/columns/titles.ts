import { i18n } from '@kbn/i18n';
import type { ColumnName } from './names';

export const COLUMN_TITLES: Record<ColumnName, string> = {
  time: i18n.translate('anomalies.table.time', { defaultMessage: 'Time' }),
  severity: i18n.translate('anomalies.table.severity', { defaultMessage: 'Severity' }),
  host: i18n.translate('anomalies.filters.host', { defaultMessage: 'Host' }),
  service: i18n.translate('anomalies.filters.service', { defaultMessage: 'Service' }),
  what: i18n.translate('anomalies.table.reason', { defaultMessage: 'Reason, message' }),
  pattern: i18n.translate('anomalies.filters.pattern', { defaultMessage: 'Pattern' }),
  actual: i18n.translate('anomalies.table.actual', { defaultMessage: 'Actual, typical' }),
  detector: i18n.translate('anomalies.filters.detector', { defaultMessage: 'Detector' }),
  label: i18n.translate('anomalies.table.verdict', { defaultMessage: 'Verdict' }),
  model: i18n.translate('anomalies.table.model', { defaultMessage: 'Model' }),
};
