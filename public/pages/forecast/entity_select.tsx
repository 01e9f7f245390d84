import { EuiComboBox } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

/** One host or service, or all of them. A name that is not listed can be typed. */
export function EntitySelect({
  title,
  all,
  names,
  leftOut,
  value,
  onChange,
  'data-test-subj': testSubject,
}: {
  title: string;
  /** What is chosen when nothing is. */
  all: string;
  names: string[];
  leftOut: number;
  value: string | undefined;
  onChange(value: string | undefined): void;
  'data-test-subj': string;
}) {
  const chosen = value === undefined ? [] : [{ label: value }];
  return (
    <EuiComboBox
      compressed
      prepend={title}
      aria-label={title}
      placeholder={all}
      singleSelection={{ asPlainText: true }}
      options={names.map((label) => ({ label }))}
      selectedOptions={chosen}
      onChange={([option]) => onChange(option?.label)}
      onCreateOption={leftOut > 0 ? (name) => onChange(name.trim() || undefined) : undefined}
      customOptionText={i18n.translate('anomalies.forecast.typedName', {
        defaultMessage: 'Take {name} as typed',
        values: { name: '{searchValue}' },
      })}
      data-test-subj={testSubject}
    />
  );
}
