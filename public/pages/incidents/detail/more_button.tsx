import { EuiButtonEmpty } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

/** "Show all 25", and back; nothing where all are shown anyway. */
export function MoreButton({
  total,
  few,
  isAll,
  onChange,
}: {
  total: number;
  few: number;
  isAll: boolean;
  onChange(isAll: boolean): void;
}) {
  if (total <= few) return null;
  return (
    <EuiButtonEmpty size="xs" flush="left" onClick={() => onChange(!isAll)}>
      {isAll
        ? i18n.translate('anomalies.incident.fewer', { defaultMessage: 'Show fewer' })
        : i18n.translate('anomalies.incident.showAll', {
            defaultMessage: 'Show all {total}',
            values: { total },
          })}
    </EuiButtonEmpty>
  );
}
