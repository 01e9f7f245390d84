import { watchListSchema, watchRequestSchema, watchSchema } from '../../common/api/patterns/schema';
import { APP_API } from '../../common/app_api/paths';
import {
  patternDetailsQuerySchema,
  patternListRequestSchema,
  patternNewsQuerySchema,
  patternValuesRequestSchema,
} from '../../common/app_api/patterns/schema';
import { readPatternDetails } from '../queries/patterns/details';
import { readPatternList } from '../queries/patterns/list';
import { readPatternLists } from '../queries/patterns/lists';
import { readPatternNews } from '../queries/patterns/news';
import { readPatternValues } from '../queries/patterns/values';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

export const registerPatternsRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;
  /** What is asked of the sidecar before counts are read. */
  const known = (signal: AbortSignal) =>
    Promise.all([dependencies.activeModel.id(), readPatternLists(sidecar, signal)]);

  router.post(
    {
      path: APP_API.patterns,
      validate: { body: zodValidator(patternListRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) => {
      const [model, lists] = await known(signal);
      return readPatternList({ elasticsearch, signal }, request.body, model, lists);
    }),
  );

  router.get(
    {
      path: `${APP_API.patterns}/news`,
      validate: { query: zodValidator(patternNewsQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) => {
      const [model, lists] = await known(signal);
      return readPatternNews({ elasticsearch, signal }, request.query, model, lists);
    }),
  );

  router.get(
    {
      path: `${APP_API.patterns}/details`,
      validate: { query: zodValidator(patternDetailsQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) => {
      const [model, lists] = await known(signal);
      return readPatternDetails({ elasticsearch, signal }, request.query, model, lists);
    }),
  );

  router.post(
    {
      path: `${APP_API.patterns}/values`,
      validate: { body: zodValidator(patternValuesRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readPatternValues({ elasticsearch, signal }, sidecar, request.body),
    ),
  );

  router.get(
    { path: `${APP_API.patterns}/watches`, validate: {}, ...requires('read') },
    handle(dependencies, ({ signal }) =>
      sidecar.call('GET', '/v1/patterns/watches', watchListSchema, { signal }),
    ),
  );

  router.post(
    {
      path: `${APP_API.patterns}/watches`,
      validate: { body: zodValidator(watchRequestSchema) },
      ...requires('label'),
    },
    handle(dependencies, async ({ request }) =>
      sidecar.call('POST', '/v1/patterns/watches', watchSchema, {
        body: { ...request.body, user: await userOf(request) },
      }),
    ),
  );

  router.delete(
    {
      path: `${APP_API.patterns}/watches/{id}`,
      validate: { params: zodValidator(idParamsSchema) },
      ...requires('label'),
    },
    handle(dependencies, ({ request }) =>
      sidecar.call('DELETE', pathOf('v1', 'patterns', 'watches', request.params.id), watchSchema),
    ),
  );
};
