import { EuiIcon } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

/** "⚑ First suspect": where it probably began. */
export function FirstSuspect() {
  return (
    <span className="anmFirstSuspect" data-test-subj="anomaliesFirstSuspect">
      <EuiIcon type="flag" size="s" color="primary" />
      {i18n.translate('anomalies.incident.firstSuspect', { defaultMessage: 'First suspect' })}
    </span>
  );
}
