import { i18n } from '@kbn/i18n';

const KEYS: [string, string][] = [
  ['j', i18n.translate('anomalies.keys.next', { defaultMessage: 'next' })],
  ['k', i18n.translate('anomalies.keys.previous', { defaultMessage: 'previous' })],
  ['Enter', i18n.translate('anomalies.keys.open', { defaultMessage: 'open' })],
  ['t', i18n.translate('anomalies.incidentKeys.real', { defaultMessage: 'real' })],
  ['f', i18n.translate('anomalies.incidentKeys.falseAlarm', { defaultMessage: 'false alarm' })],
];

/** Which keys do what in a list of incidents. */
export function IncidentKeys() {
  return (
    <span className="anmKeys anmSmall anmSubdued">
      {KEYS.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
    </span>
  );
}
