import { i18n } from '@kbn/i18n';
import { EuiSelect } from '@elastic/eui';
import { useDraft } from '../draft';
import { Row, type FieldProps } from './row';

/** The name of a secret of the sidecar, and whether that is there; never what it is. */
export function SecretRow({
  value,
  isOptional = false,
  onChange,
  testSubject,
  ...row
}: FieldProps<string> & { isOptional?: boolean }) {
  const { secrets } = useDraft().saved.operator;
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
  const help = i18n.translate('anomalies.secret.help', {
    defaultMessage: 'From {variable} of the sidecar’s environment.',
    values: { variable: `ANOMALIES_SECRET_${value === '' ? 'NAME' : value}` },
  });
  return (
    <Row {...row} help={help}>
      {({ isReadOnly, isInvalid }) => (
        <EuiSelect
          compressed
          options={options}
          value={value}
          isInvalid={isInvalid}
          disabled={isReadOnly}
          onChange={({ target }) => onChange(target.value)}
          data-test-subj={testSubject}
        />
      )}
    </Row>
  );
}
