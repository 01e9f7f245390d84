import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { RetentionPreview } from '../../../../common/api/settings/retention';
import type { RetentionSettings } from '../../../../common/api/settings/schema';
import { formatBytes } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

/** What would be deleted now under such settings. */
export function useRetentionPreview(retention: RetentionSettings, enabled = true) {
  const { api } = useServices();
  return useQuery<RetentionPreview, ApiError>({
    queryKey: ['retentionPreview', retention],
    queryFn: ({ signal }) => api.retentionPreview(retention, signal),
    keepPreviousData: true,
    enabled,
  });
}

/** "12 indices (34 MB) and 2 versions of models". */
export function amountToDelete({ families, models }: RetentionPreview): string {
  const indices = families.reduce((sum, family) => sum + family.too_old, 0);
  const bytes = families.reduce((sum, family) => sum + family.bytes, 0);
  if (indices === 0 && models.length === 0) {
    return i18n.translate('anomalies.retention.nothing', {
      defaultMessage: 'Would delete nothing now.',
    });
  }
  return i18n.translate('anomalies.retention.amount', {
    defaultMessage:
      'Would delete {indices, plural, one {# daily index} other {# daily indices}} ({size}) and {models, plural, one {# version of a model} other {# versions of models}} now.',
    values: { indices, size: formatBytes(bytes), models: models.length },
  });
}
