import { EuiFieldNumber, EuiFieldText, EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useDraft } from '../draft';

interface FieldProps<T> {
  label: string;
  value: T;
  onChange(value: T): void;
  testSubject?: string;
}

export function TextRow({
  label,
  value,
  placeholder,
  onChange,
  testSubject,
}: FieldProps<string> & { placeholder?: string }) {
  const { readOnlyReason } = useDraft();
  return (
    <EuiFormRow label={label}>
      <EuiFieldText
        compressed
        value={value}
        placeholder={placeholder}
        readOnly={readOnlyReason !== undefined}
        onChange={({ target }) => onChange(target.value)}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}

export function NumberRow({
  label,
  value,
  min,
  max,
  append,
  onChange,
  testSubject,
}: FieldProps<number> & { min: number; max: number; append?: string }) {
  const { readOnlyReason } = useDraft();
  const isInvalid = !Number.isInteger(value) || value < min || value > max;
  return (
    <EuiFormRow
      label={label}
      isInvalid={isInvalid}
      error={i18n.translate('anomalies.retention.error', {
        defaultMessage: 'A whole number from {min} to {max}.',
        values: { min, max },
      })}
    >
      <EuiFieldNumber
        compressed
        min={min}
        max={max}
        append={append}
        value={value}
        isInvalid={isInvalid}
        readOnly={readOnlyReason !== undefined}
        onChange={({ target }) => onChange(Number(target.value))}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}

/** The name of a secret of the sidecar, and whether that is there; never what it is. */
export function SecretRow({
  label,
  value,
  isOptional = false,
  onChange,
  testSubject,
}: FieldProps<string> & { isOptional?: boolean }) {
  const { saved, readOnlyReason } = useDraft();
  const { secrets } = saved.operator;
  const options = [
    {
      value: '',
      text: isOptional
        ? i18n.translate('anomalies.secret.none', { defaultMessage: 'None' })
        : i18n.translate('anomalies.secret.choose', { defaultMessage: 'Choose one' }),
    },
    ...secrets.map((name) => ({
      value: name,
      text: i18n.translate('anomalies.secret.set', {
        defaultMessage: '{name} (set)',
        values: { name },
      }),
    })),
    ...(value === '' || secrets.includes(value)
      ? []
      : [
          {
            value,
            text: i18n.translate('anomalies.secret.notSet', {
              defaultMessage: '{name} (not set)',
              values: { name: value },
            }),
          },
        ]),
  ];
  return (
    <EuiFormRow
      label={label}
      helpText={i18n.translate('anomalies.secret.help', {
        defaultMessage: 'From {variable} of the sidecar’s environment.',
        values: { variable: `ANOMALIES_SECRET_${value === '' ? 'NAME' : value}` },
      })}
    >
      <EuiSelect
        compressed
        options={options}
        value={value}
        disabled={readOnlyReason !== undefined}
        onChange={({ target }) => onChange(target.value)}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}
