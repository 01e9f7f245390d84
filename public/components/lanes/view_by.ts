import { i18n } from '@kbn/i18n';
import { VIEW_BY, type ViewBy } from '../../../common/app_api/lanes/bounds';

export const VIEW_BY_LABELS: Record<ViewBy, string> = {
  host: i18n.translate('anomalies.viewBy.host', { defaultMessage: 'Host' }),
  service: i18n.translate('anomalies.viewBy.service', { defaultMessage: 'Service' }),
  pattern: i18n.translate('anomalies.viewBy.pattern', { defaultMessage: 'Pattern' }),
};

/** For a group of buttons. */
export const VIEW_BY_OPTIONS = VIEW_BY.map((id) => ({ id, label: VIEW_BY_LABELS[id] }));

/** A whole choice of what may stand anywhere. */
export const viewByOf = (raw: unknown): ViewBy => VIEW_BY.find((known) => known === raw) ?? 'host';
