import { APP_API } from '../../common/app_api/paths';
import { searchRequestSchema } from '../../common/app_api/search/schema';
import { searchAnomalies } from '../queries/search';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerSearchRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.search,
      validate: { body: zodValidator(searchRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) =>
      searchAnomalies({ elasticsearch, signal }, request.body, await dependencies.activeModel.id()),
    ),
  );
