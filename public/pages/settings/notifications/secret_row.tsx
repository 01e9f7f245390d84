import { i18n } from '@kbn/i18n';
import { useDraft } from '../draft';
import { SelectRow } from './fields';
import type { FieldProps } from './row';

/** The name of a secret of the sidecar, and whether that is there; never what it is. */
export function SecretRow({
  value,
  isOptional = false,
  ...row
}: FieldProps<string> & { isOptional?: boolean }) {
  const { secrets } = useDraft().saved.operator;
  const texts: Record<string, string> = {
    '': isOptional
      ? i18n.translate('anomalies.secret.none', { defaultMessage: 'None' })
      : i18n.translate('anomalies.secret.choose', { defaultMessage: 'Choose one' }),
  };
  for (const name of secrets) {
    texts[name] = i18n.translate('anomalies.secret.set', {
      defaultMessage: '{name} (set)',
      values: { name },
    });
  }
  texts[value] ??= i18n.translate('anomalies.secret.notSet', {
    defaultMessage: '{name} (not set)',
    values: { name: value },
  });
  const help = i18n.translate('anomalies.secret.help', {
    defaultMessage: 'From {variable} of the sidecar’s environment.',
    values: { variable: `ANOMALIES_SECRET_${value === '' ? 'NAME' : value}` },
  });
  return <SelectRow {...row} value={value} texts={texts} help={help} />;
}
