import { i18n } from '@kbn/i18n';
import type { Work } from '../../common/privileges';
import { useServices } from '../services/services';
import { useStatus } from './use_status';

/** What a role without a privilege is told. */
const NO_PRIVILEGE: Record<Work, string> = {
  label: i18n.translate('anomalies.privileges.noLabel', {
    defaultMessage: 'Your role may look, but not judge. Ask for “All” on Anomalies.',
  }),
  train: i18n.translate('anomalies.privileges.noTrain', {
    defaultMessage:
      'Your role may look, but not train or choose models. Ask for “All” on Anomalies.',
  }),
  manage: i18n.translate('anomalies.privileges.noManage', {
    defaultMessage: 'Your role may look, but not change settings. Ask for “All” on Anomalies.',
  }),
};

/** What nobody can do while the sidecar is down. */
const SIDECAR_DOWN: Record<Work, string> = {
  label: i18n.translate('anomalies.sidecarDown.noLabel', {
    defaultMessage: 'The sidecar is not running, so verdicts cannot be saved.',
  }),
  train: i18n.translate('anomalies.sidecarDown.noTrain', {
    defaultMessage: 'The sidecar is not running, so models cannot be trained or changed.',
  }),
  manage: i18n.translate('anomalies.sidecarDown.noManage', {
    defaultMessage: 'The sidecar is not running, so settings cannot be saved.',
  }),
};

/** Why something cannot be done now; undefined where it can. */
export function useDisabledReason(work: Work): string | undefined {
  const { can } = useServices();
  const { data } = useStatus();
  if (!can[work]) return NO_PRIVILEGE[work];
  return data && !data.reachable ? SIDECAR_DOWN[work] : undefined;
}

/** What a role without the privilege is told; undefined where it has it. */
export function useMissingPrivilege(work: Work): string | undefined {
  const { can } = useServices();
  return can[work] ? undefined : NO_PRIVILEGE[work];
}
