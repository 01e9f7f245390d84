import { i18n } from '@kbn/i18n';
import type { SettingsSection } from '../../../common/api/settings/schema';
import { useTimes } from '../../hooks/use_times';
import { useDraft } from './draft';

/** Who changed a section last, and when. */
export function ChangedBy({ section }: { section: SettingsSection }) {
  const { saved } = useDraft();
  const times = useTimes();
  const change = saved.changed[section];
  if (!change) return null;
  const at = times.minute(change.at);
  return (
    <>
      {change.by === null
        ? i18n.translate('anomalies.settings.changedAt', {
            defaultMessage: 'last changed {at}',
            values: { at },
          })
        : i18n.translate('anomalies.settings.changedBy', {
            defaultMessage: 'last changed by {user}, {at}',
            values: { user: change.by, at },
          })}
    </>
  );
}
