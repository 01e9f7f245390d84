import { APP_API } from '../../common/app_api/paths';
import { scatterRequestSchema } from '../../common/app_api/scatter/schema';
import { readScatter } from '../queries/scatter';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerScatterRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.scatter,
      validate: { body: zodValidator(scatterRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) =>
      readScatter({ elasticsearch, signal }, request.body, await dependencies.activeModel.id()),
    ),
  );
