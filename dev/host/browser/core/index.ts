import type { CoreStart } from '@kbn/core/public';
import { I18nProvider } from '../shared_deps/kbn_i18n_react';
import { application } from './application';
import { chrome } from './chrome';
import { http } from './http';
import { theme } from './theme';
import { toasts } from './toasts';
import { uiSettings } from './ui_settings';

/** Kibana's browser core, as far as the app uses it. */
export const core: CoreStart = {
  application,
  chrome,
  http,
  notifications: { toasts },
  uiSettings,
  overlays: {
    openFlyout: () => {
      throw new Error('Only dashboards open flyouts of others, and the standalone host has none.');
    },
  },
  theme,
  i18n: { Context: I18nProvider },
};
