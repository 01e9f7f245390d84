import { EuiButtonEmpty, EuiButtonIcon, EuiFormRow, EuiTextArea } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Notifier } from '../../../../common/api/settings/notifiers';
import { useDraft } from '../draft';
import { SecretRow, TextRow } from './fields';

type Webhook = Extract<Notifier, { type: 'webhook' }>;
type Header = Webhook['headers'][number];

const PLACEHOLDERS = '{{title}}, {{text}}, {{severity}}, {{count}}, {{url}}, {{time}}, {{rule}}';

export function WebhookFields({
  notifier,
  onChange,
}: {
  notifier: Webhook;
  onChange(next: Webhook): void;
}) {
  const { readOnlyReason } = useDraft();
  const { headers } = notifier;
  const change = (part: Partial<Webhook>) => onChange({ ...notifier, ...part });
  const replace = (place: number, next: Header) =>
    change({ headers: headers.map((header, i) => (i === place ? next : header)) });
  return (
    <>
      <TextRow
        label={i18n.translate('anomalies.notifier.url', { defaultMessage: 'Address' })}
        value={notifier.url}
        placeholder="https://hooks.example.com/anomalies"
        onChange={(url) => change({ url: url.trim() })}
        testSubject="anomaliesWebhookUrl"
      />
      <EuiFormRow
        fullWidth
        label={i18n.translate('anomalies.notifier.body', { defaultMessage: 'Body (JSON)' })}
        helpText={i18n.translate('anomalies.notifier.bodyHelp', {
          defaultMessage: 'Filled in: {placeholders}',
          values: { placeholders: PLACEHOLDERS },
        })}
      >
        <EuiTextArea
          compressed
          fullWidth
          rows={6}
          className="anmMono"
          value={notifier.body}
          readOnly={readOnlyReason !== undefined}
          onChange={({ target }) => change({ body: target.value })}
          data-test-subj="anomaliesWebhookBody"
        />
      </EuiFormRow>
      <div>
        {headers.map((header, place) => (
          <HeaderRow
            key={place}
            header={header}
            onChange={(next) => replace(place, next)}
            onRemove={() => change({ headers: headers.filter((_, i) => i !== place) })}
          />
        ))}
        {readOnlyReason === undefined && (
          <EuiButtonEmpty
            size="xs"
            iconType="plus"
            flush="left"
            onClick={() => change({ headers: [...headers, { name: '', value: '' }] })}
          >
            {i18n.translate('anomalies.notifier.addHeader', { defaultMessage: 'Add a header' })}
          </EuiButtonEmpty>
        )}
      </div>
    </>
  );
}

/** A header has a value that everybody may see, or a secret. */
function HeaderRow({
  header,
  onChange,
  onRemove,
}: {
  header: Header;
  onChange(next: Header): void;
  onRemove(): void;
}) {
  const { readOnlyReason } = useDraft();
  const { name, value, secret } = header;
  return (
    <>
      <TextRow
        label={i18n.translate('anomalies.notifier.headerName', { defaultMessage: 'Header' })}
        value={name}
        onChange={(next) => onChange({ ...header, name: next.trim() })}
      />
      {secret === undefined && (
        <TextRow
          label={i18n.translate('anomalies.notifier.headerValue', { defaultMessage: 'Value' })}
          value={value ?? ''}
          onChange={(next) => onChange({ name, value: next })}
        />
      )}
      <SecretRow
        label={i18n.translate('anomalies.notifier.headerSecret', {
          defaultMessage: 'Secret in place of the value',
        })}
        value={secret ?? ''}
        isOptional
        onChange={(next) => onChange(next === '' ? { name, value: '' } : { name, secret: next })}
      />
      {readOnlyReason === undefined && (
        <EuiButtonIcon
          iconType="trash"
          color="danger"
          aria-label={i18n.translate('anomalies.notifier.removeHeader', {
            defaultMessage: 'Remove the header {name}',
            values: { name },
          })}
          onClick={onRemove}
        />
      )}
    </>
  );
}
