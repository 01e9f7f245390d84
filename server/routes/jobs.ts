import { jobListSchema, jobRequestSchema, jobSchema } from '../../common/api/jobs/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

export const registerJobRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;

  router.get(
    { path: APP_API.jobs, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/jobs', jobListSchema, { signal }),
    ),
  );

  router.post(
    {
      path: APP_API.jobs,
      validate: { body: zodValidator(jobRequestSchema) },
      ...requires('train'),
    },
    handle(dependencies, async ({ request }) =>
      sidecar.call('POST', '/v1/jobs', jobSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.get(
    {
      path: `${APP_API.jobs}/{id}`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, signal }) =>
      sidecar.call('GET', pathOf('v1', 'jobs', request.params.id), jobSchema, { signal }),
    ),
  );

  router.post(
    {
      path: `${APP_API.jobs}/{id}/cancel`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('train'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call('POST', pathOf('v1', 'jobs', request.params.id, 'cancel'), jobSchema),
    ),
  );
};
