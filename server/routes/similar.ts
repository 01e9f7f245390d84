import { APP_API } from '../../common/app_api/paths';
import { similarQuerySchema } from '../../common/app_api/similar/schema';
import { readSimilar } from '../queries/similar';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerSimilarRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: APP_API.similar,
      validate: { query: zodValidator(similarQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readSimilar({ elasticsearch, signal }, request.query),
    ),
  );
