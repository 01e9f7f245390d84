import { overviewQuerySchema } from '../../common/app_api/overview/schema';
import { APP_API } from '../../common/app_api/paths';
import { readOverview } from '../queries/overview';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerOverviewRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: APP_API.overview,
      validate: { query: zodValidator(overviewQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) =>
      readOverview({ elasticsearch, signal }, request.query, await dependencies.activeModel.id()),
    ),
  );
