import { EuiFieldText, EuiFormRow } from '@elastic/eui';

/** A text that may be left out. */
export function TextRow({
  label,
  helpText,
  placeholder,
  value,
  errors = [],
  onChange,
  'data-test-subj': testSubject,
}: {
  label: string;
  helpText?: string;
  placeholder?: string;
  value: string | undefined;
  errors?: string[];
  onChange(value: string | undefined): void;
  'data-test-subj': string;
}) {
  return (
    <EuiFormRow
      label={label}
      helpText={helpText}
      isInvalid={errors.length > 0}
      error={errors}
      fullWidth
      display="rowCompressed"
    >
      <EuiFieldText
        compressed
        fullWidth
        value={value ?? ''}
        isInvalid={errors.length > 0}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}
