import { EuiButton, EuiButtonEmpty, EuiPanel, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { useDraft } from './draft';
import { ConfirmRetention } from './retention/confirm_retention';
import { isShorter } from './retention/is_shorter';

/** Stays in sight as long as there is something to save. */
export function SaveBar({
  isSaving,
  onSave,
  onDiscard,
}: {
  isSaving: boolean;
  onSave(): Promise<void>;
  onDiscard(): void;
}) {
  const { saved, values, isDirty, readOnlyReason } = useDraft();
  const [isAsking, setIsAsking] = useState(false);
  if (!isDirty) return null;
  const save = () => {
    // Only what deletes is asked about.
    if (isShorter(saved.values.retention, values.retention)) setIsAsking(true);
    else void onSave();
  };
  return (
    <EuiPanel
      className="anmSaveBar"
      color="primary"
      hasShadow
      paddingSize="s"
      data-test-subj="anomaliesSaveBar"
    >
      <EuiText size="s" role="status">
        {i18n.translate('anomalies.settings.unsaved', {
          defaultMessage: 'There are unsaved changes.',
        })}
      </EuiText>
      <div className="anmSaveBar__buttons">
        <EuiButtonEmpty
          size="s"
          isDisabled={isSaving}
          onClick={onDiscard}
          data-test-subj="anomaliesSettingsDiscard"
        >
          {i18n.translate('anomalies.settings.discard', { defaultMessage: 'Discard' })}
        </EuiButtonEmpty>
        <EuiButton
          size="s"
          fill
          iconType="save"
          isLoading={isSaving}
          isDisabled={readOnlyReason !== undefined}
          onClick={save}
          data-test-subj="anomaliesSettingsSave"
        >
          {i18n.translate('anomalies.settings.save', { defaultMessage: 'Save' })}
        </EuiButton>
      </div>
      {isAsking && (
        <ConfirmRetention
          retention={values.retention}
          onCancel={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false);
            void onSave();
          }}
        />
      )}
    </EuiPanel>
  );
}
