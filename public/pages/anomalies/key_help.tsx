import {
  EuiDescriptionList,
  EuiModal,
  EuiModalBody,
  EuiModalHeader,
  EuiModalHeaderTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { VERDICT_LABELS } from '../../lib/verdicts';

const NEXT = i18n.translate('anomalies.keys.next', { defaultMessage: 'next' });
const PREVIOUS = i18n.translate('anomalies.keys.previous', { defaultMessage: 'previous' });
const OPEN = i18n.translate('anomalies.keys.open', { defaultMessage: 'open' });
const CLOSE = i18n.translate('anomalies.keys.close', { defaultMessage: 'close' });
const COMMENT = i18n.translate('anomalies.keys.comment', { defaultMessage: 'comment' });
const UNDO = i18n.translate('anomalies.keys.undo', { defaultMessage: 'undo' });
const SELECT = i18n.translate('anomalies.keys.select', {
  defaultMessage: 'select the line; f, t and m are for all selected lines then',
});
const MUTE = i18n.translate('anomalies.keys.mute', { defaultMessage: 'mute…' });
const HELP = i18n.translate('anomalies.keys.help', { defaultMessage: 'all keys' });

const IN_SHORT: [string, string][] = [
  ['j', NEXT],
  ['k', PREVIOUS],
  ['Esc', CLOSE],
  ['c', COMMENT],
  ['u', UNDO],
  ['?', HELP],
];

const ALL: [string, string][] = [
  ['j', NEXT],
  ['k', PREVIOUS],
  ['Enter', OPEN],
  ['Esc', CLOSE],
  ['t', VERDICT_LABELS.true],
  ['f', VERDICT_LABELS.false_positive],
  ['m', MUTE],
  ['c', COMMENT],
  ['u', UNDO],
  ['x', SELECT],
  ['?', HELP],
];

/** The keys that are needed most. */
export function KeyHelp() {
  return (
    <span className="anmKeys anmSmall anmSubdued">
      {IN_SHORT.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
    </span>
  );
}

/** All of them. */
export function KeyHelpModal({ onClose }: { onClose(): void }) {
  return (
    <EuiModal onClose={onClose} maxWidth={480} data-test-subj="anomaliesKeyHelp">
      <EuiModalHeader>
        <EuiModalHeaderTitle size="s">
          {i18n.translate('anomalies.keys.title', { defaultMessage: 'Keys on this page' })}
        </EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        <EuiDescriptionList
          compressed
          type="column"
          columnWidths={[1, 5]}
          listItems={ALL.map(([key, does]) => ({
            title: <kbd className="anmKey">{key}</kbd>,
            description: does,
          }))}
        />
      </EuiModalBody>
    </EuiModal>
  );
}
