import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings, SettingsValues } from '../../../common/api/settings/schema';
import { useDisabledReason } from '../../hooks/use_disabled_reason';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { isSame, type Draft } from './draft';

/** Keeps what was changed and is not saved yet, saves it, or lets it go. */
export function useSettingsDraft(saved: Settings) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const readOnlyReason = useDisabledReason('manage');
  const [edited, setEdited] = useState<SettingsValues>();
  const [isSaving, setIsSaving] = useState(false);
  const { toasts } = core.notifications;
  const values = edited ?? saved.values;
  const isDirty = edited !== undefined && !isSame(edited, saved.values);

  const draft: Draft = {
    saved,
    values,
    change: (section, part) =>
      setEdited((before = saved.values) => ({
        ...before,
        [section]: { ...before[section], ...part },
      })),
    isDirty,
    readOnlyReason,
  };

  const discard = async () => {
    setEdited(undefined);
    // Somebody else may have changed them meanwhile.
    await queryClient.invalidateQueries(['settings']);
  };

  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      const settings = await api.saveSettings({ version: saved.version, values });
      queryClient.setQueryData(['settings'], settings);
      setEdited(undefined);
      toasts.addSuccess({
        title: i18n.translate('anomalies.settings.saved', { defaultMessage: 'Settings saved' }),
        text: i18n.translate('anomalies.settings.savedHelp', {
          defaultMessage: 'What is running takes them up within a few seconds.',
        }),
        'data-test-subj': 'anomaliesSettingsSaved',
      });
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'settings',
      });
    } catch (error) {
      toasts.addDanger({
        title: i18n.translate('anomalies.settings.notSaved', {
          defaultMessage: 'The settings were not saved',
        }),
        text: toApiError(error).message,
        'data-test-subj': 'anomaliesSettingsNotSaved',
      });
    } finally {
      setIsSaving(false);
    }
  };

  return { draft, isSaving, save, discard };
}
