import type { CoreStart } from '@kbn/core/public';
import type { DashboardStart } from '@kbn/dashboard-plugin/public';
import type { EmbeddableStart } from '@kbn/embeddable-plugin/public';
import { createContext, useContext } from 'react';
import { WORK, type Work } from '../../common/privileges';
import { createApi, type Api } from './api';
import type { DataPlugin } from './shared_period';

/** Of Kibana's `share` plugin: addresses in other apps. */
export interface SharePlugin {
  url: {
    locators: {
      get(id: string): { getRedirectUrl(parameters: Record<string, unknown>): string } | undefined;
    };
  };
}

/** Other plugins that the app uses where they are there. */
export interface StartPlugins {
  dashboard?: DashboardStart;
  data?: DataPlugin;
  embeddable?: EmbeddableStart;
  share?: SharePlugin;
}

/** What components need from outside. */
export interface Services {
  core: CoreStart;
  plugins: StartPlugins;
  api: Api;
  /** What the reader may do beyond looking. */
  can: Record<Work, boolean>;
}

export function createServices(core: CoreStart, plugins: StartPlugins): Services {
  return {
    core,
    plugins,
    api: createApi(core.http),
    can: allowedWork(core.application.capabilities.anomalies),
  };
}

/** Without Kibana's feature controls there is nothing to forbid anything. */
const allowedWork = (
  capabilities: CoreStart['application']['capabilities'][string] | undefined,
): Record<Work, boolean> =>
  Object.fromEntries(
    WORK.map((work) => [work, capabilities === undefined || capabilities[work] === true]),
  ) as Record<Work, boolean>;

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('ServicesProvider is missing.');
  return services;
}
