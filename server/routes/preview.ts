import { previewRequestSchema, previewSchema } from '../../common/api/sources/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerPreviewRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.preview,
      validate: { body: zodValidator(previewRequestSchema) },
      ...requires('preview'),
    },
    handle(dependencies, ({ request, signal }) =>
      dependencies.sidecar.call('POST', '/v1/sources/preview', previewSchema, {
        body: request.body,
        signal,
      }),
    ),
  );
