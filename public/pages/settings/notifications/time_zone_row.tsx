import { i18n } from '@kbn/i18n';
import moment from 'moment-timezone';
import { ChoiceRow } from './fields';

/** Of a rule's clock: it may be read by people in other zones. */
export function TimeZoneRow({ value, onChange }: { value: string; onChange(zone: string): void }) {
  const zones = [...new Set([value, ...moment.tz.names()])].map((name) => ({ id: name, name }));
  return (
    <ChoiceRow
      label={i18n.translate('anomalies.rule.timezone', { defaultMessage: 'Time zone' })}
      value={[value]}
      options={zones}
      isSingle
      onChange={([zone = value]) => onChange(zone)}
      field="timezone"
    />
  );
}
