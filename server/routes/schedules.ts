import { z } from 'zod';
import {
  scheduleListSchema,
  scheduleRequestSchema,
  scheduleSchema,
} from '../../common/api/schedules/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

const actionParamsSchema = idParamsSchema.extend({ action: z.enum(['enable', 'disable', 'run']) });

export const registerScheduleRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;
  const params = zodValidator(idParamsSchema);
  const body = zodValidator(scheduleRequestSchema);

  router.get(
    { path: APP_API.schedules, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/schedules', scheduleListSchema, { signal }),
    ),
  );

  router.post(
    { path: APP_API.schedules, validate: { body }, ...requires('train') },
    handle(dependencies, async ({ request }) =>
      sidecar.call('POST', '/v1/schedules', scheduleSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.post(
    { path: `${APP_API.schedules}/{id}`, validate: { params, body }, ...requires('train') },
    handle(dependencies, async ({ request }) =>
      sidecar.call('PUT', pathOf('v1', 'schedules', request.params.id), scheduleSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.post(
    {
      path: `${APP_API.schedules}/{id}/{action}`,
      validate: { params: zodValidator(actionParamsSchema) },
      ...requires('train'),
    },
    handle(dependencies, ({ request }) => {
      const { id, action } = request.params;
      return sidecar.call('POST', pathOf('v1', 'schedules', id, action), scheduleSchema);
    }),
  );

  router.delete(
    { path: `${APP_API.schedules}/{id}`, validate: { params }, ...requires('train') },
    handle(dependencies, ({ request }) =>
      sidecar.call('DELETE', pathOf('v1', 'schedules', request.params.id), scheduleSchema),
    ),
  );
};
