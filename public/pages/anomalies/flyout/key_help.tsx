import { i18n } from '@kbn/i18n';

const KEYS: [string, string][] = [
  ['j', i18n.translate('anomalies.keys.next', { defaultMessage: 'next' })],
  ['k', i18n.translate('anomalies.keys.previous', { defaultMessage: 'previous' })],
  ['Enter', i18n.translate('anomalies.keys.open', { defaultMessage: 'open' })],
  ['Esc', i18n.translate('anomalies.keys.close', { defaultMessage: 'close' })],
  ['c', i18n.translate('anomalies.keys.comment', { defaultMessage: 'comment' })],
  ['u', i18n.translate('anomalies.keys.undo', { defaultMessage: 'undo' })],
];

/** Which keys do what. */
export function KeyHelp() {
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
