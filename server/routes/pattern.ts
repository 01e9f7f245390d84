import { APP_API } from '../../common/app_api/paths';
import { patternQuerySchema } from '../../common/app_api/pattern/schema';
import { readPatternHistory } from '../queries/pattern_history';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerPatternRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: APP_API.pattern,
      validate: { query: zodValidator(patternQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) =>
      readPatternHistory(
        { elasticsearch, signal },
        request.query,
        await dependencies.activeModel.id(),
      ),
    ),
  );
