import { z } from 'zod';
import { modelListSchema, modelSchema } from '../../common/api/models/schema';
import {
  thresholdRequestSchema,
  thresholdResponseSchema,
} from '../../common/api/models/threshold_schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

export const registerModelRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, activeModel, userOf } = dependencies;
  const withId = { params: zodValidator(idParamsSchema) };

  router.get(
    { path: APP_API.models, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/models', modelListSchema, { signal }),
    ),
  );

  router.post(
    { path: `${APP_API.models}/rollback`, validate: {}, ...requires('train') },
    handle(dependencies, async () => {
      const model = await sidecar.call('POST', '/v1/models/rollback', modelSchema, { body: {} });
      activeModel.forget();
      return model;
    }),
  );

  router.post(
    { path: `${APP_API.models}/{id}/activate`, validate: withId, ...requires('train') },
    handle(dependencies, async ({ request }) => {
      const path = pathOf('v1', 'models', request.params.id, 'activate');
      const model = await sidecar.call('POST', path, modelSchema);
      activeModel.forget();
      return model;
    }),
  );

  router.post(
    {
      path: `${APP_API.models}/{id}/threshold`,
      validate: { ...withId, body: zodValidator(thresholdRequestSchema) },
      ...requires('train'),
    },
    handle(dependencies, async ({ request }) => {
      const path = pathOf('v1', 'models', request.params.id, 'threshold');
      const answer = await sidecar.call('POST', path, thresholdResponseSchema, {
        body: { ...request.body, user: await userOf(request) },
      });
      activeModel.forget();
      return answer;
    }),
  );

  router.delete(
    { path: `${APP_API.models}/{id}`, validate: withId, ...requires('train') },
    handle(dependencies, async ({ request }) => {
      await sidecar.call('DELETE', pathOf('v1', 'models', request.params.id), z.unknown());
      activeModel.forget();
      return { deleted: request.params.id };
    }),
  );
};
