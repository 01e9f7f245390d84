import { lanesRequestSchema } from '../../common/app_api/lanes/schema';
import { APP_API } from '../../common/app_api/paths';
import { readLanesOfMatching } from '../queries/lanes_of_matching';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerLanesRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.lanes,
      validate: { body: zodValidator(lanesRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) =>
      readLanesOfMatching(
        { elasticsearch, signal },
        request.body,
        await dependencies.activeModel.id(),
      ),
    ),
  );
