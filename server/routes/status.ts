import { statusSchema } from '../../common/api/status/schema';
import { APP_API } from '../../common/app_api/paths';
import type { AppStatus } from '../../common/app_api/status/schema';
import { AppError } from '../app_error';
import { requires } from './access';
import { handle, type RegisterRoute } from './handle';

export const registerStatusRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    { path: APP_API.status, validate: {}, ...requires('read') },
    handle(dependencies, async ({ signal }): Promise<AppStatus> => {
      const { sidecar } = dependencies;
      try {
        const status = await sidecar.call('GET', '/v1/status', statusSchema, {
          signal,
          timeoutMs: sidecar.statusTimeoutMs,
        });
        return { reachable: true, url: sidecar.url, status };
      } catch (error) {
        // A sidecar that is down is an answer here, not a failure: the pages still show what is stored.
        if (!(error instanceof AppError)) throw error;
        return { reachable: false, url: sidecar.url, code: error.code, message: error.message };
      }
    }),
  );
