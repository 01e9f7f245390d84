import { EuiComboBox, EuiFormRow } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { MappedFieldName } from '../../../../common/api/settings/schema';
import type { Preview } from '../../../../common/api/sources/schema';
import { formatPercent } from '../../../lib/numbers';
import { useDraft } from '../draft';
import { OriginNote } from '../origin_note';

interface FieldText {
  label: string;
  variable: string;
  /** Only one can be named. */
  isSingle: boolean;
}

const FIELDS: Record<MappedFieldName, FieldText> = {
  timestamp: {
    label: i18n.translate('anomalies.sources.timestamp', { defaultMessage: 'Time' }),
    variable: 'ANOMALIES_FIELD_TIMESTAMP',
    isSingle: true,
  },
  message: {
    label: i18n.translate('anomalies.sources.message', { defaultMessage: 'Raw line' }),
    variable: 'ANOMALIES_FIELD_MESSAGE',
    isSingle: false,
  },
  level: {
    label: i18n.translate('anomalies.sources.level', { defaultMessage: 'Level' }),
    variable: 'ANOMALIES_FIELD_LEVEL',
    isSingle: false,
  },
  host: {
    label: i18n.translate('anomalies.sources.host', { defaultMessage: 'Host' }),
    variable: 'ANOMALIES_FIELD_HOST',
    isSingle: false,
  },
  service: {
    label: i18n.translate('anomalies.sources.service', { defaultMessage: 'Service' }),
    variable: 'ANOMALIES_FIELD_SERVICE',
    isSingle: false,
  },
  source_ip: {
    label: i18n.translate('anomalies.sources.sourceIp', { defaultMessage: 'Client address' }),
    variable: 'ANOMALIES_FIELD_SOURCE_IP',
    isSingle: false,
  },
  session: {
    label: i18n.translate('anomalies.sources.session', {
      defaultMessage: 'Request, trace or session',
    }),
    variable: 'ANOMALIES_FIELD_SESSION',
    isSingle: true,
  },
};

/** A box for each field: what was found by itself, or what somebody named instead. */
export function FieldRows({ preview }: { preview: Preview | undefined }) {
  return (
    <div className="anmFields">
      {(Object.keys(FIELDS) as MappedFieldName[]).map((field) => (
        <FieldRow key={field} field={field} preview={preview} />
      ))}
    </div>
  );
}

function FieldRow({ field, preview }: { field: MappedFieldName; preview: Preview | undefined }) {
  const { saved, values, change, readOnlyReason } = useDraft();
  const { label, variable, isSingle } = FIELDS[field];
  const { fields } = values.sources;
  const set = fields[field];
  const names = set ?? saved.defaults.fields[field];
  const fact = preview?.fields.find((it) => it.field === field);
  const changeTo = (next: string[] | undefined) =>
    change('sources', { fields: { ...fields, [field]: next } });
  const add = (typed: string) => {
    const name = typed.trim();
    if (name !== '' && !/[\s,"*]/.test(name)) changeTo(isSingle ? [name] : [...names, name]);
  };
  return (
    <EuiFormRow
      label={label}
      helpText={
        <>
          {fact && <Fact fact={fact} />}{' '}
          {(set !== undefined || names.length > 0) && (
            <OriginNote
              isSet={set !== undefined}
              variable={variable}
              onReset={() => changeTo(undefined)}
            />
          )}
        </>
      }
    >
      <EuiComboBox
        compressed
        singleSelection={isSingle ? { asPlainText: true } : false}
        placeholder={
          fact?.read_from && names.length === 0
            ? i18n.translate('anomalies.sources.found', {
                defaultMessage: '{field} (found)',
                values: { field: fact.read_from },
              })
            : i18n.translate('anomalies.sources.detected', { defaultMessage: 'Found by itself' })
        }
        options={(preview?.available_fields ?? []).map((name) => ({ label: name }))}
        selectedOptions={names.map((name) => ({ label: name }))}
        isDisabled={readOnlyReason !== undefined}
        onChange={(options) => changeTo(options.map((option) => option.label))}
        onCreateOption={add}
        aria-label={label}
        data-test-subj={`anomaliesField-${field}`}
      />
    </EuiFormRow>
  );
}

function Fact({ fact }: { fact: Preview['fields'][number] }) {
  if (fact.read_from === null) {
    return (
      <>
        {i18n.translate('anomalies.sources.inNone', {
          defaultMessage: 'In no line of the sample.',
        })}
      </>
    );
  }
  // Not "0 %" where a few are missing.
  const missing = fact.missing === 0 ? 0 : Math.max(0.01, fact.missing);
  return (
    <>
      {missing === 0
        ? i18n.translate('anomalies.sources.inAll', { defaultMessage: 'In every line.' })
        : i18n.translate('anomalies.sources.missing', {
            defaultMessage: 'Missing in {share} of the lines.',
            values: { share: formatPercent(missing) },
          })}
    </>
  );
}
