import createCache from '@emotion/cache';
import { EuiProvider } from '@elastic/eui';
import type { App } from '@kbn/core/public';
import { useState } from 'react';
import { settings } from '../core/settings';
import { I18nProvider } from '../shared_deps/kbn_i18n_react';
import { AppMount } from './app_mount';
import { Header } from './header';
import { Toasts } from './toasts';

const cacheAt = (key: string, meta: string) => {
  const cache = createCache({
    key,
    container: document.querySelector<HTMLElement>(`meta[name="${meta}"]`) ?? undefined,
  });
  cache.compat = true;
  return cache;
};

const caches = {
  default: cacheAt('css', 'emotion'),
  global: cacheAt('eui-global', 'eui-global'),
  utility: cacheAt('eui-utilities', 'eui-utilities'),
};

/** Kibana-like chrome around the app: two header bars, the app, its toasts. */
export function Page({ app }: { app: App }) {
  const [actionMenu, setActionMenu] = useState<HTMLElement | null>(null);
  return (
    <EuiProvider colorMode={settings.darkMode ? 'dark' : 'light'} cache={caches}>
      <I18nProvider>
        <Header onActionMenuElement={setActionMenu} />
        {actionMenu && <AppMount app={app} actionMenu={actionMenu} />}
        <Toasts />
      </I18nProvider>
    </EuiProvider>
  );
}
