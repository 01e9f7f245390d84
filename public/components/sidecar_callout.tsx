import { EuiCallOut, EuiCode } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import { useStatus } from '../hooks/use_status';

/** Says that the sidecar is down and how it is started; what is stored can still be read. */
export function SidecarCallout() {
  const { data } = useStatus();
  if (!data || data.reachable) return null;
  const isDown = data.code === 'sidecar_unreachable' || data.code === 'sidecar_timeout';
  return (
    <EuiCallOut
      size="s"
      color="warning"
      iconType="warning"
      data-test-subj="anomaliesSidecarDown"
      title={
        isDown
          ? i18n.translate('anomalies.sidecarDown.title', {
              defaultMessage: 'The sidecar is not running: no new lines are scored',
            })
          : i18n.translate('anomalies.sidecarDown.brokenTitle', {
              defaultMessage: 'The sidecar does not answer as it should',
            })
      }
    >
      <p>
        {isDown ? (
          <FormattedMessage
            id="anomalies.sidecarDown.help"
            defaultMessage="Nothing answers at {url}. Start it with {command} in the project’s folder, or set {setting} in kibana.yml to where it runs. What was scored before is shown below; training and verdicts wait until it is back."
            values={{
              url: <EuiCode>{data.url}</EuiCode>,
              command: <EuiCode>npm start</EuiCode>,
              setting: <EuiCode>anomalies.sidecar.url</EuiCode>,
            }}
          />
        ) : (
          data.message
        )}
      </p>
    </EuiCallOut>
  );
}
