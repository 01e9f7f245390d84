import { EuiFieldText, EuiFormRow } from '@elastic/eui';

/** A text of a rule that may be left out. */
export function TextRow({
  label,
  helpText,
  placeholder,
  value,
  onChange,
  'data-test-subj': testSubject,
}: {
  label: string;
  helpText?: string;
  placeholder?: string;
  value: string | undefined;
  onChange(value: string | undefined): void;
  'data-test-subj': string;
}) {
  return (
    <EuiFormRow label={label} helpText={helpText} fullWidth display="rowCompressed">
      <EuiFieldText
        compressed
        fullWidth
        value={value ?? ''}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}
