import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings, SettingsValues } from '../../../common/api/settings/schema';
import { useDisabledReason } from '../../hooks/use_disabled_reason';
import { toApiError, type ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { isSame, type Draft } from './draft';

/** Keeps what was changed and is not saved yet, saves it, or lets it go. */
export function useSettingsDraft(saved: Settings) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const readOnlyReason = useDisabledReason('manage');
  const [edited, setEdited] = useState<SettingsValues>();
  const [isSaving, setIsSaving] = useState(false);
  const [refused, setRefused] = useState<Refused>();
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
    faultAt: (path) => faultAt(refused, values, path),
  };

  const discard = async () => {
    setEdited(undefined);
    setRefused(undefined);
    // Somebody else may have changed them meanwhile.
    await queryClient.invalidateQueries(['settings']);
  };

  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      const settings = await api.saveSettings({ version: saved.version, values });
      queryClient.setQueryData(['settings'], settings);
      setEdited(undefined);
      setRefused(undefined);
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
      const { message, faults } = toApiError(error);
      setRefused({ values, faults });
      toasts.addDanger({
        title: i18n.translate('anomalies.settings.notSaved', {
          defaultMessage: 'The settings were not saved',
        }),
        text: message,
        'data-test-subj': 'anomaliesSettingsNotSaved',
      });
    } finally {
      setIsSaving(false);
    }
  };

  return { draft, isSaving, save, discard };
}

/** Values that were not taken, and why. */
interface Refused {
  values: SettingsValues;
  faults: ApiError['faults'];
}

function faultAt(
  refused: Refused | undefined,
  values: SettingsValues,
  path: string,
): string | undefined {
  const wanted = `body.values.${path}`;
  // A field that holds several values has the faults of each.
  const fault = refused?.faults.find(
    (it) => it.path === wanted || it.path.replace(/\.\d+$/, '') === wanted,
  );
  if (!refused || !fault) return undefined;
  return isSame(valueAt(refused.values, path), valueAt(values, path)) ? fault.message : undefined;
}

function valueAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (isContainer(value) && key in value ? value[key] : undefined),
      values,
    );
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
