import { EuiButton } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

export function UndoToast({ onUndo }: { onUndo(): void }) {
  return (
    <div className="anmToastActions">
      <EuiButton size="s" color="success" onClick={onUndo} data-test-subj="anomaliesUndo">
        {i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' })}{' '}
        <kbd className="anmKey">u</kbd>
      </EuiButton>
    </div>
  );
}
