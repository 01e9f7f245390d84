import { EuiButtonEmpty, EuiTextArea } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Notifier } from '../../../../common/api/settings/notifiers';
import { PLACEHOLDER_NAMES } from '../../../../common/notifications/placeholders';
import { useDraft } from '../draft';
import { TextRow } from './fields';
import { Removable } from './removable';
import { FieldScope, Row } from './row';
import { SecretRow } from './secret_row';
import { previewOf, TemplatePreview } from './template_preview';

type Webhook = Extract<Notifier, { type: 'webhook' }>;
type Header = Webhook['headers'][number];

const PLACEHOLDERS = PLACEHOLDER_NAMES.map((name) => `{{${name}}}`).join(', ');

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
  const { fault } = previewOf(notifier.body, 'firing');
  return (
    <>
      {notifier.url_secret === undefined && (
        <TextRow
          label={i18n.translate('anomalies.notifier.url', { defaultMessage: 'Address' })}
          value={notifier.url ?? ''}
          placeholder="https://hooks.example.com/anomalies"
          onChange={(url) => change({ url: url.trim() })}
          field="url"
          testSubject="anomaliesWebhookUrl"
        />
      )}
      <SecretRow
        label={i18n.translate('anomalies.notifier.urlSecret', {
          defaultMessage: 'Secret in place of the address',
        })}
        value={notifier.url_secret ?? ''}
        isOptional
        onChange={(name) =>
          change(
            name === '' ? { url: '', url_secret: undefined } : { url: undefined, url_secret: name },
          )
        }
        field="url_secret"
      />
      <Row
        fullWidth
        label={i18n.translate('anomalies.notifier.body', { defaultMessage: 'Body (JSON)' })}
        help={i18n.translate('anomalies.notifier.bodyHelp', {
          defaultMessage: 'Filled in: {placeholders}',
          values: { placeholders: PLACEHOLDERS },
        })}
        field="body"
        error={fault}
      >
        {({ isReadOnly, isInvalid }) => (
          <EuiTextArea
            compressed
            fullWidth
            rows={8}
            className="anmMono"
            value={notifier.body}
            isInvalid={isInvalid}
            readOnly={isReadOnly}
            onChange={({ target }) => change({ body: target.value })}
            data-test-subj="anomaliesWebhookBody"
          />
        )}
      </Row>
      <TemplatePreview body={notifier.body} />
      {headers.map((header, place) => (
        <FieldScope key={place} path={`headers.${place}`}>
          <HeaderRow
            header={header}
            onChange={(next) => replace(place, next)}
            onRemove={() => change({ headers: headers.filter((_, i) => i !== place) })}
          />
        </FieldScope>
      ))}
      {readOnlyReason === undefined && (
        <div className="anmFields__wide">
          <EuiButtonEmpty
            size="xs"
            iconType="plus"
            flush="left"
            onClick={() => change({ headers: [...headers, { name: '', value: '' }] })}
          >
            {i18n.translate('anomalies.notifier.addHeader', { defaultMessage: 'Add a header' })}
          </EuiButtonEmpty>
        </div>
      )}
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
  const { name, value, secret } = header;
  return (
    <Removable
      label={i18n.translate('anomalies.notifier.removeHeader', {
        defaultMessage: 'Remove the header {name}',
        values: { name },
      })}
      onRemove={onRemove}
    >
      <TextRow
        label={i18n.translate('anomalies.notifier.headerName', { defaultMessage: 'Header' })}
        value={name}
        onChange={(next) => onChange({ ...header, name: next.trim() })}
        field="name"
      />
      {secret === undefined && (
        <TextRow
          label={i18n.translate('anomalies.notifier.headerValue', { defaultMessage: 'Value' })}
          value={value ?? ''}
          onChange={(next) => onChange({ name, value: next })}
          field="value"
        />
      )}
      <SecretRow
        label={i18n.translate('anomalies.notifier.headerSecret', {
          defaultMessage: 'Secret in place of the value',
        })}
        value={secret ?? ''}
        isOptional
        onChange={(next) => onChange(next === '' ? { name, value: '' } : { name, secret: next })}
        field="secret"
      />
    </Removable>
  );
}
