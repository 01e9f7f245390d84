import { EuiLink } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useDraft } from './draft';

/** Where a value comes from, and the way back to the sidecar's configuration. */
export function OriginNote({
  isSet,
  variable,
  onReset,
}: {
  /** Set in the app. */
  isSet: boolean;
  /** The environment variable that holds where it is not. */
  variable: string;
  onReset(): void;
}) {
  const { readOnlyReason } = useDraft();
  if (!isSet) {
    return (
      <>
        {i18n.translate('anomalies.settings.fromConfiguration', {
          defaultMessage: 'From the sidecar’s configuration ({variable})',
          values: { variable },
        })}
      </>
    );
  }
  return (
    <>
      {i18n.translate('anomalies.settings.setHere', { defaultMessage: 'Set here' })}
      {readOnlyReason === undefined && (
        <>
          {' · '}
          <EuiLink onClick={onReset} data-test-subj={`anomaliesReset-${variable}`}>
            {i18n.translate('anomalies.settings.reset', {
              defaultMessage: 'Take the configuration’s',
            })}
          </EuiLink>
        </>
      )}
    </>
  );
}
