import {
  labelListSchema,
  labelRequestSchema,
  labelResponseSchema,
} from '../../common/api/labels/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

export const registerLabelRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;

  router.get(
    { path: APP_API.labels, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/labels', labelListSchema, { signal }),
    ),
  );

  router.post(
    {
      path: APP_API.labels,
      validate: { body: zodValidator(labelRequestSchema) },
      ...requires('label'),
    },
    handle(dependencies, async ({ request }) =>
      sidecar.call('POST', '/v1/labels', labelResponseSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.delete(
    {
      path: `${APP_API.labels}/{id}`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('label'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call('DELETE', pathOf('v1', 'labels', request.params.id), labelResponseSchema),
    ),
  );
};
