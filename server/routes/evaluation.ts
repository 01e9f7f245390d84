import { APP_API } from '../../common/app_api/paths';
import { readEvaluation } from '../queries/evaluation';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema } from './ids';

export const registerEvaluationRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: `${APP_API.models}/{id}/evaluation`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readEvaluation({ elasticsearch, signal }, request.params.id),
    ),
  );
