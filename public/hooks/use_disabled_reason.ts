import { i18n } from '@kbn/i18n';
import { useServices } from '../services/services';
import { useStatus } from './use_status';

/** Why verdicts cannot be given now; undefined where they can. */
export function useDisabledReason(): string | undefined {
  const { canSave } = useServices();
  const { data } = useStatus();
  if (!canSave) {
    return i18n.translate('anomalies.verdictBar.noPrivilege', {
      defaultMessage: 'Your role may look, but not judge. Ask for “All” on Anomalies.',
    });
  }
  if (data && !data.reachable) {
    return i18n.translate('anomalies.verdictBar.sidecarDown', {
      defaultMessage: 'The sidecar is not running, so verdicts cannot be saved.',
    });
  }
  return undefined;
}
