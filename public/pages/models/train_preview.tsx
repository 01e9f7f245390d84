import { EuiCallOut, EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Preview } from '../../../common/api/sources/schema';
import { formatCount, formatDuration } from '../../lib/numbers';
import type { ApiError } from '../../services/api_error';
import { amountText, PreviewNotes } from './preview_facts';

/** What there is to learn from, what that takes, and whether it is enough. */
export function TrainPreview({ preview }: { preview: UseQueryResult<Preview, ApiError> }) {
  return (
    <div className="anmTrainPreview">
      {preview.data ? (
        <>
          <EuiText size="s">
            <strong>{amountText(preview.data)}</strong>
          </EuiText>
          <EuiText size="xs" className="anmSubdued">
            {i18n.translate('anomalies.train.takes', {
              defaultMessage: 'Training takes about {duration} and {memory} MB of memory.',
              values: {
                duration: formatDuration(preview.data.estimated_train_seconds),
                memory: formatCount(preview.data.estimated_memory_mb),
              },
            })}
          </EuiText>
          <PreviewNotes preview={preview.data} />
        </>
      ) : preview.error ? (
        <EuiCallOut size="s" color="danger" title={preview.error.message} />
      ) : (
        <EuiSkeletonText lines={4} size="s" />
      )}
    </div>
  );
}
