import { EuiComboBox, EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Notifier } from '../../../../common/api/settings/notifiers';
import { useDraft } from '../draft';
import { NumberRow, SecretRow, TextRow } from './fields';
import { WebhookFields } from './webhook_fields';

type Email = Extract<Notifier, { type: 'email' }>;

/** What a notifier of each type needs. */
export function NotifierFields({
  notifier,
  onChange,
}: {
  notifier: Notifier;
  onChange(next: Notifier): void;
}) {
  switch (notifier.type) {
    case 'email':
      return <EmailFields notifier={notifier} onChange={onChange} />;
    case 'slack':
      return (
        <SecretRow
          label={i18n.translate('anomalies.notifier.slackUrl', {
            defaultMessage: 'Address of the incoming webhook',
          })}
          value={notifier.url_secret}
          onChange={(url_secret) => onChange({ ...notifier, url_secret })}
          testSubject="anomaliesSlackUrl"
        />
      );
    case 'webhook':
      return <WebhookFields notifier={notifier} onChange={onChange} />;
  }
}

const SECURITY_LABELS: Record<Email['security'], string> = {
  starttls: 'STARTTLS',
  tls: 'TLS',
  none: i18n.translate('anomalies.notifier.noSecurity', { defaultMessage: 'Not encrypted' }),
};

function EmailFields({ notifier, onChange }: { notifier: Email; onChange(next: Email): void }) {
  const { readOnlyReason } = useDraft();
  const change = (part: Partial<Email>) => onChange({ ...notifier, ...part });
  const toLabel = i18n.translate('anomalies.notifier.to', { defaultMessage: 'To' });
  return (
    <>
      <TextRow
        label={i18n.translate('anomalies.notifier.host', { defaultMessage: 'Mail server' })}
        value={notifier.host}
        placeholder="smtp.example.com"
        onChange={(host) => change({ host: host.trim() })}
        testSubject="anomaliesMailHost"
      />
      <NumberRow
        label={i18n.translate('anomalies.notifier.port', { defaultMessage: 'Port' })}
        value={notifier.port}
        min={1}
        max={65_535}
        onChange={(port) => change({ port })}
        testSubject="anomaliesMailPort"
      />
      <EuiFormRow
        label={i18n.translate('anomalies.notifier.security', { defaultMessage: 'Encryption' })}
      >
        <EuiSelect
          compressed
          options={Object.entries(SECURITY_LABELS).map(([value, text]) => ({ value, text }))}
          value={notifier.security}
          disabled={readOnlyReason !== undefined}
          onChange={({ target }) => change({ security: target.value as Email['security'] })}
          data-test-subj="anomaliesMailSecurity"
        />
      </EuiFormRow>
      <TextRow
        label={i18n.translate('anomalies.notifier.from', { defaultMessage: 'From' })}
        value={notifier.from}
        placeholder="anomalies@example.com"
        onChange={(from) => change({ from: from.trim() })}
        testSubject="anomaliesMailFrom"
      />
      <EuiFormRow label={toLabel}>
        <EuiComboBox
          compressed
          noSuggestions
          selectedOptions={notifier.to.map((address) => ({ label: address }))}
          isDisabled={readOnlyReason !== undefined}
          onCreateOption={(address) => change({ to: [...notifier.to, address.trim()] })}
          onChange={(options) => change({ to: options.map(({ label }) => label) })}
          aria-label={toLabel}
          data-test-subj="anomaliesMailTo"
        />
      </EuiFormRow>
      <TextRow
        label={i18n.translate('anomalies.notifier.user', { defaultMessage: 'User (optional)' })}
        value={notifier.username ?? ''}
        onChange={(username) => change({ username: username === '' ? undefined : username })}
      />
      <SecretRow
        label={i18n.translate('anomalies.notifier.password', { defaultMessage: 'Password' })}
        value={notifier.password_secret ?? ''}
        isOptional
        onChange={(name) => change({ password_secret: name === '' ? undefined : name })}
      />
    </>
  );
}
