import { htmlIdGenerator } from '@elastic/eui';
import type { CoreStart } from '@kbn/core/public';
import { MAX_QUERY_LENGTH } from '../../common/app_api/lanes/bounds';
import { i18n } from '@kbn/i18n';
import { mountPointOf } from '../lib/mount';
import { createApi } from '../services/api';
import { toApiError } from '../services/api_error';
import { choiceOf, inputOf } from './panel_choice';
import type { PanelInput } from './panel_input';
import { SettingsForm } from './settings_form';

/**
 * Asks in a flyout what a panel is to show, and resolves with what is to be saved with it.
 * @param before of a panel that is there; undefined for a new one
 * @throws Error where it was cancelled, as dashboards want it
 */
export function askForSettings(
  core: CoreStart,
  before?: Partial<PanelInput>,
): Promise<Partial<PanelInput>> {
  const titleId = htmlIdGenerator('anomaliesPanelForm')();
  return new Promise((resolve, reject) => {
    const flyout = core.overlays.openFlyout(
      mountPointOf(
        core,
        <SettingsForm
          titleId={titleId}
          choice={choiceOf(before ?? {})}
          isNew={before === undefined}
          checkFilter={(filter) => whyNotUnderstood(core, filter)}
          onSave={(choice) => {
            resolve(inputOf(choice, before));
            void flyout.close();
          }}
          onCancel={() => void flyout.close()}
        />,
      ),
      {
        size: 's',
        ownFocus: true,
        'aria-labelledby': titleId,
        'data-test-subj': 'anomaliesPanelFlyout',
      },
    );
    // After a save this comes too late to matter.
    void flyout.onClose.then(() => reject(new Error('Nothing was chosen.')));
  });
}

/** Lets the server read a search text; where it cannot be asked, the panel itself will say what is wrong. */
async function whyNotUnderstood(core: CoreStart, filter: string): Promise<string | undefined> {
  if (filter.length > MAX_QUERY_LENGTH) {
    return i18n.translate('anomalies.panel.filterTooLong', {
      defaultMessage: 'At most {count} characters',
      values: { count: MAX_QUERY_LENGTH },
    });
  }
  if (filter.trim() === '') return undefined;
  const to = new Date();
  const range = { from: new Date(to.getTime() - 60_000).toISOString(), to: to.toISOString() };
  try {
    await createApi(core.http).lanes({ ...range, query: filter, lanes: 1, buckets: 5 });
    return undefined;
  } catch (error) {
    const { code, message } = toApiError(error);
    return code === 'invalid_query' ? message : undefined;
  }
}
