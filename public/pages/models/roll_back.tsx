import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { useDisabledReason } from '../../hooks/use_disabled_reason';

/** Goes back to the version that was active before, and says beforehand what that does. */
export function RollBack({ toId, onRollBack }: { toId: string; onRollBack(): Promise<void> }) {
  const disabledReason = useDisabledReason('train');
  const [isBusy, setIsBusy] = useState(false);
  return (
    <div className="anmVersion__buttons" data-test-subj="anomaliesRollBackRow">
      <EuiButton
        size="s"
        color="text"
        iconType="editorUndo"
        isLoading={isBusy}
        isDisabled={disabledReason !== undefined}
        onClick={() => {
          setIsBusy(true);
          void onRollBack().finally(() => setIsBusy(false));
        }}
        data-test-subj="anomaliesRollBack"
      >
        {i18n.translate('anomalies.rollBack.button', {
          defaultMessage: 'Roll back to {id}',
          values: { id: toId },
        })}
      </EuiButton>
      <EuiText size="xs" className="anmSubdued anmRollBack__meaning">
        {disabledReason ??
          i18n.translate('anomalies.rollBack.meaning', {
            defaultMessage:
              '{id} was active before. Rolling back lets it score new lines from now on; lines that are scored keep their scores until their period is scored again. No version is deleted.',
            values: { id: toId },
          })}
      </EuiText>
    </div>
  );
}
