import type {
  App,
  ApplicationSetup,
  ApplicationStart,
  Capabilities,
  ScopedHistory,
} from '@kbn/core/public';
import { createBrowserHistory } from 'history';

/** The one app that registered. */
let registered: App | undefined;

const basePathOf = (appId: string) => `/app/${appId}`;

/** The history that the app gets: paths in it start below the app's own base path. */
export const appHistory = createBrowserHistory({
  basename: basePathOf('anomalies'),
}) as ScopedHistory;

export const applicationSetup: ApplicationSetup = {
  register(app) {
    registered = app;
  },
};

export function registeredApp(): App {
  if (!registered) throw new Error('The plugin did not register an app.');
  return registered;
}

/** What the host's role may do; its keys are the features. */
const capabilities: Capabilities = {};

/** To be called before the plugin starts. @throws Error if the host does not answer. */
export async function loadCapabilities(): Promise<void> {
  const response = await fetch('/host/capabilities');
  Object.assign(capabilities, await response.json());
}

export const application: ApplicationStart = {
  capabilities,
  getUrlForApp: (appId, { path = '', absolute = false } = {}) =>
    (absolute ? window.location.origin : '') + basePathOf(appId) + path,
  async navigateToApp(_appId, { path = '', replace = false } = {}) {
    if (replace) appHistory.replace(path);
    else appHistory.push(path);
  },
  async navigateToUrl(url) {
    const path = new URL(url, window.location.href).pathname;
    const base = basePathOf('anomalies');
    if (path.startsWith(base)) appHistory.push(url.slice(url.indexOf(base) + base.length) || '/');
    else window.location.assign(url);
  },
};
