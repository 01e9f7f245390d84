import { EuiCallOut, EuiFieldText, EuiFormRow } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { Panel } from '../../../components/panel';
import { ChangedBy } from '../changed_by';
import { useDraft } from '../draft';
import { OriginNote } from '../origin_note';
import { NotifierList } from './notifier_list';
import { RuleList } from './rule_list';

/** Who is told, of what, and how often. */
export function NotificationsSection() {
  const { saved, values, change, readOnlyReason } = useDraft();
  const { allowed_hosts: hosts } = saved.operator;
  const { public_url: publicUrl } = values.notifications;
  return (
    <>
      {hosts.length === 0 && (
        <EuiCallOut
          size="s"
          iconType="iInCircle"
          title={i18n.translate('anomalies.notifications.noHosts', {
            defaultMessage: 'Nothing can be sent yet',
          })}
          data-test-subj="anomaliesNoHosts"
        >
          <p>
            {i18n.translate('anomalies.notifications.noHostsHelp', {
              defaultMessage:
                'The operator of the sidecar has to name the mail servers and webhooks that it may call, in {variable}.',
              values: { variable: 'ANOMALIES_NOTIFY_ALLOWED_HOSTS' },
            })}
          </p>
        </EuiCallOut>
      )}
      <Panel
        title={i18n.translate('anomalies.notifications.notifiers', {
          defaultMessage: 'Notifiers',
        })}
        remark={
          hosts.length > 0 &&
          i18n.translate('anomalies.notifications.allowed', {
            defaultMessage: 'allowed: {hosts}',
            values: { hosts: hosts.join(', ') },
          })
        }
        data-test-subj="anomaliesNotifiers"
      >
        <NotifierList />
      </Panel>
      <Panel
        title={i18n.translate('anomalies.notifications.rules', { defaultMessage: 'Rules' })}
        remark={<ChangedBy section="notifications" />}
        data-test-subj="anomaliesRules"
      >
        <RuleList />
      </Panel>
      <Panel
        title={i18n.translate('anomalies.notifications.links', {
          defaultMessage: 'Links in messages',
        })}
      >
        <div className="anmForm">
          <EuiFormRow
            fullWidth
            label={i18n.translate('anomalies.notifications.publicUrl', {
              defaultMessage: 'Address of this app',
            })}
            helpText={
              <OriginNote
                isSet={publicUrl !== undefined}
                variable="ANOMALIES_PUBLIC_URL"
                onReset={() => change('notifications', { public_url: undefined })}
              />
            }
          >
            <EuiFieldText
              fullWidth
              compressed
              value={publicUrl ?? saved.defaults.public_url ?? ''}
              placeholder="https://kibana.example.com/app/anomalies"
              readOnly={readOnlyReason !== undefined}
              onChange={({ target }) =>
                change('notifications', {
                  public_url: target.value === '' ? undefined : target.value,
                })
              }
              data-test-subj="anomaliesPublicUrl"
            />
          </EuiFormRow>
        </div>
      </Panel>
    </>
  );
}
