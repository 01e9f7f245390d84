import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Model } from '../../../../common/api/models/schema';
import type {
  ThresholdRequest,
  ThresholdResponse,
} from '../../../../common/api/models/threshold_schema';
import { mountPointOf } from '../../../lib/mount';
import { formatCount } from '../../../lib/numbers';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { formatThreshold } from './format_threshold';

/** Changes a model's threshold, says what that did, and takes it back. */
export function useThreshold(model: Model, onChanged: (model: Model) => void) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const [isSaving, setIsSaving] = useState(false);
  const { toasts } = core.notifications;

  const set = async (request: ThresholdRequest, isUndo: boolean) => {
    setIsSaving(true);
    try {
      const response = await api.setThreshold(model.id, request);
      onChanged(response.model);
      const toast = toasts.addSuccess({
        title: i18n.translate('anomalies.threshold.applied', {
          defaultMessage: '{id} flags lines from {threshold} on',
          values: { id: model.id, threshold: formatThreshold(response.model.threshold) },
        }),
        text: mountPointOf(
          core,
          <ThresholdEffect
            response={response}
            onUndo={
              isUndo
                ? undefined
                : () => {
                    toasts.remove(toast);
                    void set(response.previous, true);
                  }
            }
          />,
        ),
      });
      await queryClient.invalidateQueries();
    } catch (error) {
      toasts.addDanger({
        title: i18n.translate('anomalies.threshold.failed', {
          defaultMessage: 'The threshold was not changed',
        }),
        text: toApiError(error).message,
      });
    } finally {
      setIsSaving(false);
    }
  };
  return { isSaving, apply: (threshold: number | null) => void set({ threshold }, false) };
}

function ThresholdEffect({
  response: { hidden, shown, sentences },
  onUndo,
}: {
  response: ThresholdResponse;
  onUndo: (() => void) | undefined;
}) {
  return (
    <>
      <EuiText size="s" data-test-subj="anomaliesThresholdEffect">
        {i18n.translate('anomalies.threshold.effect', {
          defaultMessage: '{hidden} found lines are now below it, {shown} are flagged again.',
          values: { hidden: formatCount(hidden), shown: formatCount(shown) },
        })}
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </EuiText>
      {onUndo && (
        <EuiButton size="s" onClick={onUndo} data-test-subj="anomaliesThresholdUndo">
          {i18n.translate('anomalies.threshold.undo', { defaultMessage: 'Undo' })}
        </EuiButton>
      )}
    </>
  );
}
