import { i18n } from '@kbn/i18n';
import { MAX_PER_HOUR, type Notifier } from '../../../../common/api/settings/notifiers';
import { ListRow, NumberRow, SelectRow, TextRow } from './fields';
import { SecretRow } from './secret_row';
import { WebhookFields } from './webhook_fields';

type Email = Extract<Notifier, { type: 'email' }>;

interface Props<N extends Notifier> {
  notifier: N;
  onChange(next: N): void;
}

/** What a notifier of each type needs. */
export function NotifierFields({ notifier, onChange }: Props<Notifier>) {
  return (
    <>
      <OwnFields notifier={notifier} onChange={onChange} />
      <NumberRow
        label={i18n.translate('anomalies.notifier.maxPerHour', {
          defaultMessage: 'Messages an hour at most',
        })}
        help={i18n.translate('anomalies.notifier.maxPerHourHelp', {
          defaultMessage: 'More of them are summed up in one as soon as there is room again.',
        })}
        value={notifier.max_per_hour}
        min={1}
        max={MAX_PER_HOUR}
        onChange={(max_per_hour) => onChange({ ...notifier, max_per_hour })}
        field="max_per_hour"
        testSubject="anomaliesMaxPerHour"
      />
    </>
  );
}

function OwnFields({ notifier, onChange }: Props<Notifier>) {
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
          field="url_secret"
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

function EmailFields({ notifier, onChange }: Props<Email>) {
  const change = (part: Partial<Email>) => onChange({ ...notifier, ...part });
  return (
    <>
      <TextRow
        label={i18n.translate('anomalies.notifier.host', { defaultMessage: 'Mail server' })}
        value={notifier.host}
        placeholder="smtp.example.com"
        onChange={(host) => change({ host: host.trim() })}
        field="host"
        testSubject="anomaliesMailHost"
      />
      <NumberRow
        label={i18n.translate('anomalies.notifier.port', { defaultMessage: 'Port' })}
        value={notifier.port}
        min={1}
        max={65_535}
        onChange={(port) => change({ port })}
        field="port"
        testSubject="anomaliesMailPort"
      />
      <SelectRow
        label={i18n.translate('anomalies.notifier.security', { defaultMessage: 'Encryption' })}
        value={notifier.security}
        texts={SECURITY_LABELS}
        onChange={(security) => change({ security })}
        field="security"
        testSubject="anomaliesMailSecurity"
      />
      <TextRow
        label={i18n.translate('anomalies.notifier.from', { defaultMessage: 'From' })}
        value={notifier.from}
        placeholder="anomalies@example.com"
        onChange={(from) => change({ from: from.trim() })}
        field="from"
        testSubject="anomaliesMailFrom"
      />
      <ListRow
        label={i18n.translate('anomalies.notifier.to', { defaultMessage: 'To' })}
        value={notifier.to}
        onChange={(to) => change({ to })}
        field="to"
        testSubject="anomaliesMailTo"
      />
      <TextRow
        label={i18n.translate('anomalies.notifier.user', { defaultMessage: 'User (optional)' })}
        value={notifier.username ?? ''}
        onChange={(username) => change({ username: username === '' ? undefined : username })}
        field="username"
      />
      <SecretRow
        label={i18n.translate('anomalies.notifier.password', { defaultMessage: 'Password' })}
        value={notifier.password_secret ?? ''}
        isOptional
        onChange={(name) => change({ password_secret: name === '' ? undefined : name })}
        field="password_secret"
      />
    </>
  );
}
