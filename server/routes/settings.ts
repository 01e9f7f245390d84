import { z } from 'zod';
import {
  notificationStatusSchema,
  notifierTestSchema,
} from '../../common/api/settings/notification_status';
import {
  retentionPreviewRequestSchema,
  retentionPreviewSchema,
  retentionStatusSchema,
} from '../../common/api/settings/retention';
import { settingsSchema } from '../../common/api/settings/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

/** The sidecar checks what is in it: its answer says which field is wrong. */
const uncheckedSettingsSchema = z.object({
  version: z.number(),
  values: z.record(z.string(), z.unknown()),
});

export const registerSettingsRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;

  router.get(
    { path: APP_API.settings, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/settings', settingsSchema, { signal }),
    ),
  );

  router.post(
    {
      path: APP_API.settings,
      validate: { body: zodValidator(uncheckedSettingsSchema) },
      ...requires('manage'),
    },
    handle(dependencies, async ({ request }) =>
      sidecar.call('PUT', '/v1/settings', settingsSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.post(
    {
      path: `${APP_API.notifiers}/{id}/test`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('manage'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call(
        'POST',
        pathOf('v1', 'notifiers', request.params.id, 'test'),
        notifierTestSchema,
      ),
    ),
  );

  router.get(
    { path: APP_API.notifications, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/notifications', notificationStatusSchema, { signal }),
    ),
  );

  router.get(
    { path: APP_API.retention, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/retention', retentionStatusSchema, { signal }),
    ),
  );

  router.post(
    {
      path: `${APP_API.retention}/preview`,
      validate: { body: zodValidator(retentionPreviewRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, signal }) =>
      sidecar.call('POST', '/v1/retention/preview', retentionPreviewSchema, {
        body: request.body,
        signal,
      }),
    ),
  );
};
