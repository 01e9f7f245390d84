import {
  labelListSchema,
  labelPeriodSchema,
  labelResponseSchema,
} from '../../common/api/labels/schema';
import { APP_API } from '../../common/app_api/paths';
import { MAX_VERDICTS, type VerdictList } from '../../common/app_api/verdicts/schema';
import { readHiddenLines } from '../queries/hidden_lines';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

export const registerVerdictRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar } = dependencies;

  router.get(
    { path: APP_API.verdicts, validate: {}, ...requires('read') },
    handle(dependencies, async ({ elasticsearch, signal }): Promise<VerdictList> => {
      const { labels } = await sidecar.call('GET', '/v1/labels', labelListSchema, { signal });
      const shown = labels.slice(0, MAX_VERDICTS);
      const ids = shown.map(({ id }) => id);
      const hidden = await readHiddenLines({ elasticsearch, signal }, ids);
      return {
        verdicts: shown.map((label) => ({ ...label, hidden_lines: hidden.get(label.id) ?? 0 })),
        total: labels.length,
      };
    }),
  );

  router.post(
    {
      path: `${APP_API.labels}/{id}/restore`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('label'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call(
        'POST',
        pathOf('v1', 'labels', request.params.id, 'restore'),
        labelResponseSchema,
      ),
    ),
  );

  router.post(
    {
      path: `${APP_API.labels}/{id}/period`,
      validate: { params: zodValidator(idParamsSchema), body: zodValidator(labelPeriodSchema) },
      ...requires('label'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call('PUT', pathOf('v1', 'labels', request.params.id), labelResponseSchema, {
        body: request.body,
      }),
    ),
  );
};
