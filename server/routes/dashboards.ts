import type { KibanaRequest, SavedObjectsClientContract } from '@kbn/core/server';
import type { DashboardsStatus } from '../../common/app_api/dashboards/schema';
import { APP_API } from '../../common/app_api/paths';
import { AppError } from '../app_error';
import { SavedObjectsInstaller } from '../saved_objects/installer';
import { requires } from './access';
import { handle, type RegisterRoute } from './handle';

const NOT_HERE: DashboardsStatus = { available: false, installed: 0, total: 0, dashboards: [] };

export const registerDashboardRoutes: RegisterRoute = (router, dependencies) => {
  const installer = (client: SavedObjectsClientContract | undefined, request: KibanaRequest) => {
    if (client) return new SavedObjectsInstaller(client, dependencies.spaceOf(request));
    throw new AppError(404, 'no_kibana', 'There are dashboards in Kibana only.');
  };
  const path = APP_API.dashboards;

  router.get(
    { path, validate: {}, ...requires('read') },
    handle(dependencies, async ({ request, savedObjects }) =>
      savedObjects ? installer(savedObjects, request).status() : NOT_HERE,
    ),
  );
  router.post(
    { path, validate: {}, ...requires('manage') },
    handle(dependencies, ({ request, savedObjects }) => installer(savedObjects, request).install()),
  );
  router.delete(
    { path, validate: {}, ...requires('manage') },
    handle(dependencies, ({ request, savedObjects }) => installer(savedObjects, request).remove()),
  );
};
