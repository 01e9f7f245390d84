import { i18n } from '@kbn/i18n';
import type { PeriodCounts } from '../../../common/app_api/clusters/schema';

/** "1,204 lines, 3 flagged". */
export const countsText = ({ lines, flagged }: PeriodCounts): string =>
  i18n.translate('anomalies.clusters.counts', {
    defaultMessage:
      '{lines, plural, one {# line} other {# lines}}, {flagged, plural, =0 {none flagged} other {# flagged}}',
    values: { lines, flagged },
  });
