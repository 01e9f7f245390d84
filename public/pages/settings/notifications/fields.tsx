import {
  EuiComboBox,
  EuiFieldNumber,
  EuiFieldText,
  EuiSelect,
  EuiSwitch,
  type EuiComboBoxOptionOption,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { TIME_OF_DAY } from '../../../../common/api/settings/rules';
import { useDraft } from '../draft';
import { Row, type FieldProps } from './row';

export function TextRow({
  value,
  placeholder,
  error,
  onChange,
  testSubject,
  ...row
}: FieldProps<string> & { placeholder?: string; error?: string | false }) {
  return (
    <Row {...row} error={error}>
      {({ isReadOnly, isInvalid }) => (
        <EuiFieldText
          compressed
          value={value}
          placeholder={placeholder}
          isInvalid={isInvalid}
          readOnly={isReadOnly}
          onChange={({ target }) => onChange(target.value)}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}

/** A time of day, as clocks with 24 hours show it. */
export function TimeRow(props: FieldProps<string>) {
  const error =
    !TIME_OF_DAY.test(props.value) &&
    i18n.translate('anomalies.rule.noTime', { defaultMessage: 'A time such as 07:30.' });
  return <TextRow {...props} placeholder="07:30" error={error} />;
}

export function NumberRow({
  value,
  min,
  max,
  append,
  onChange,
  testSubject,
  ...row
}: FieldProps<number> & { min: number; max: number; append?: string }) {
  const isWithin = Number.isInteger(value) && value >= min && value <= max;
  const error =
    !isWithin &&
    i18n.translate('anomalies.retention.error', {
      defaultMessage: 'A whole number from {min} to {max}.',
      values: { min, max },
    });
  return (
    <Row {...row} error={error}>
      {({ isReadOnly, isInvalid }) => (
        <EuiFieldNumber
          compressed
          min={min}
          max={max}
          append={append}
          value={value}
          isInvalid={isInvalid}
          readOnly={isReadOnly}
          onChange={({ target }) => onChange(Number(target.value))}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}

export function SelectRow<T extends string>({
  value,
  texts,
  onChange,
  testSubject,
  ...row
}: FieldProps<T> & { texts: Record<T, string> }) {
  const options = (Object.keys(texts) as T[]).map((it) => ({ value: it, text: texts[it] }));
  return (
    <Row {...row}>
      {({ isReadOnly, isInvalid }) => (
        <EuiSelect
          compressed
          options={options}
          value={value}
          isInvalid={isInvalid}
          disabled={isReadOnly}
          onChange={({ target }) => onChange(target.value as T)}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}

export function SwitchRow({
  label,
  value,
  onChange,
  testSubject,
}: Omit<FieldProps<boolean>, 'field' | 'help'>) {
  const { readOnlyReason } = useDraft();
  return (
    <EuiSwitch
      compressed
      label={label}
      checked={value}
      disabled={readOnlyReason !== undefined}
      onChange={({ target }) => onChange(target.checked)}
      data-test-subj={testSubject}
    />
  );
}

/** Words that somebody types, one after the other. */
export function ListRow({
  value,
  placeholder,
  onChange,
  testSubject,
  ...row
}: FieldProps<string[]> & { placeholder?: string }) {
  return (
    <Row {...row}>
      {({ isReadOnly, isInvalid }) => (
        <EuiComboBox
          compressed
          noSuggestions
          placeholder={placeholder}
          selectedOptions={value.map((label) => ({ label }))}
          isDisabled={isReadOnly}
          isInvalid={isInvalid}
          onCreateOption={(text) => onChange([...new Set([...value, text.trim()])])}
          onChange={(options) => onChange(options.map(({ label }) => label))}
          aria-label={row.label}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}

/** Some of those that there are, or one of them. */
export function ChoiceRow({
  value,
  options,
  isSingle = false,
  onChange,
  testSubject,
  ...row
}: FieldProps<string[]> & {
  options: readonly { id: string; name: string }[];
  isSingle?: boolean;
}) {
  const toOption = ({ id, name }: { id: string; name: string }): EuiComboBoxOptionOption => ({
    key: id,
    label: name,
  });
  return (
    <Row {...row}>
      {({ isReadOnly, isInvalid }) => (
        <EuiComboBox
          compressed
          singleSelection={isSingle ? { asPlainText: true } : false}
          isClearable={!isSingle}
          options={options.map(toOption)}
          selectedOptions={options.filter(({ id }) => value.includes(id)).map(toOption)}
          isDisabled={isReadOnly}
          isInvalid={isInvalid}
          onChange={(chosen) => onChange(chosen.map(({ key }) => key ?? ''))}
          aria-label={row.label}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}
