import { EuiFieldNumber, EuiFormRow } from '@elastic/eui';

/** A number; empty means its default, or none. */
export function NumberRow({
  label,
  helpText,
  value,
  bounds: [min, max],
  errors = [],
  append,
  onChange,
  'data-test-subj': testSubject,
}: {
  label: string;
  helpText?: string;
  value: number | undefined;
  bounds: readonly [number, number];
  errors?: string[];
  append?: React.ReactElement | string;
  onChange(value: number | undefined): void;
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
      <EuiFieldNumber
        value={value ?? ''}
        min={min}
        max={max}
        compressed
        fullWidth
        append={append}
        isInvalid={errors.length > 0}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}
