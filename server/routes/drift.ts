import { driftQuerySchema, driftSchema } from '../../common/api/drift/schema';
import { APP_API } from '../../common/app_api/paths';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerDriftRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    {
      path: APP_API.drift,
      validate: { query: zodValidator(driftQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, signal }) => {
      const given = Object.entries(request.query).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      );
      const path = `/v1/drift?${new URLSearchParams(given).toString()}`;
      return dependencies.sidecar.call('GET', path, driftSchema, { signal });
    }),
  );
