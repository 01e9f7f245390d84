import { contextQuerySchema } from '../../common/app_api/context/schema';
import { APP_API } from '../../common/app_api/paths';
import { readContext } from '../queries/context';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerContextRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: APP_API.context,
      validate: { query: zodValidator(contextQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readContext({ elasticsearch, signal }, request.query),
    ),
  );
