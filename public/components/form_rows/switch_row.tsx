import { EuiFormRow, EuiSwitch } from '@elastic/eui';

/** Something that is so or not. */
export function SwitchRow({
  label,
  helpText,
  checked,
  isDisabled = false,
  onChange,
  'data-test-subj': testSubject,
}: {
  label: string;
  helpText?: string;
  checked: boolean;
  isDisabled?: boolean;
  onChange(checked: boolean): void;
  'data-test-subj'?: string;
}) {
  return (
    <EuiFormRow helpText={helpText} fullWidth>
      <EuiSwitch
        compressed
        label={label}
        checked={checked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}
