import { EuiCallOut, EuiCode } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import type { PrivilegeGap } from '../../common/api/status/schema';
import { useStatus } from '../hooks/use_status';
import { useServices } from '../services/services';

const ROLE_FILE = 'deploy/elasticsearch/anomalies_sidecar.role.json';

/** Says what the sidecar's account in Elasticsearch lacks, and, to those who may change it, what it has too much. */
export function PrivilegesCallout() {
  const { can } = useServices();
  const { data } = useStatus();
  const privileges = data?.reachable ? data.status.elasticsearch.privileges : null;
  if (!privileges) return null;
  const { missing, excessive } = privileges;
  const isLacking = missing.length > 0;
  if (!isLacking && (excessive.length === 0 || !can.manage)) return null;
  const values = {
    privileges: list(isLacking ? missing : excessive),
    file: <EuiCode>{ROLE_FILE}</EuiCode>,
  };
  return (
    <EuiCallOut
      size="s"
      color={isLacking ? 'danger' : 'warning'}
      iconType="lock"
      data-test-subj={isLacking ? 'anomaliesPrivilegesMissing' : 'anomaliesPrivilegesExcessive'}
      title={
        isLacking
          ? i18n.translate('anomalies.privileges.missingTitle', {
              defaultMessage:
                'The sidecar’s account in Elasticsearch may not do all that it has to',
            })
          : i18n.translate('anomalies.privileges.excessiveTitle', {
              defaultMessage: 'The sidecar’s account in Elasticsearch may do more than it has to',
            })
      }
    >
      <p>
        {isLacking ? (
          <FormattedMessage
            id="anomalies.privileges.missingHelp"
            defaultMessage="It lacks: {privileges}. A role with what it needs is in {file}."
            values={values}
          />
        ) : (
          <FormattedMessage
            id="anomalies.privileges.excessiveHelp"
            defaultMessage="It never needs: {privileges}. A role with what it needs is in {file}."
            values={values}
          />
        )}
      </p>
    </EuiCallOut>
  );
}

/** "read, monitor on server-logs-*; all on the cluster" */
function list(gaps: readonly PrivilegeGap[]): string {
  return gaps
    .map(({ on, privileges }) =>
      on === null
        ? i18n.translate('anomalies.privileges.onCluster', {
            defaultMessage: '{privileges} on the cluster',
            values: { privileges: privileges.join(', ') },
          })
        : i18n.translate('anomalies.privileges.onIndices', {
            defaultMessage: '{privileges} on {indices}',
            values: { privileges: privileges.join(', '), indices: on },
          }),
    )
    .join('; ');
}
