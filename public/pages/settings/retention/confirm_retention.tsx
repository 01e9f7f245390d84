import { EuiConfirmModal, EuiLoadingSpinner, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RetentionSettings } from '../../../../common/api/settings/schema';
import { amountToDelete, useRetentionPreview } from './use_retention_preview';

/** Asks before something is kept for a shorter time: that deletes. */
export function ConfirmRetention({
  retention,
  onCancel,
  onConfirm,
}: {
  retention: RetentionSettings;
  onCancel(): void;
  onConfirm(): void;
}) {
  const preview = useRetentionPreview(retention);
  return (
    <EuiConfirmModal
      title={i18n.translate('anomalies.retention.confirmTitle', {
        defaultMessage: 'Delete what is too old?',
      })}
      buttonColor="danger"
      defaultFocusedButton="cancel"
      confirmButtonText={i18n.translate('anomalies.retention.confirm', {
        defaultMessage: 'Save and delete',
      })}
      cancelButtonText={i18n.translate('anomalies.retention.keep', { defaultMessage: 'Keep' })}
      onCancel={onCancel}
      onConfirm={onConfirm}
      data-test-subj="anomaliesRetentionModal"
    >
      <EuiText size="s">
        <p data-test-subj="anomaliesRetentionModalAmount">
          {preview.data ? (
            amountToDelete(preview.data)
          ) : preview.error ? (
            preview.error.message
          ) : (
            <EuiLoadingSpinner size="m" />
          )}
        </p>
        <p>
          {i18n.translate('anomalies.retention.confirmBody', {
            defaultMessage:
              'That cannot be undone, and goes on every day. Your logs themselves are never deleted.',
          })}
        </p>
      </EuiText>
    </EuiConfirmModal>
  );
}
