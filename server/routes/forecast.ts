import { forecastSchema } from '../../common/api/forecast/schema';
import {
  appForecastRequestSchema,
  MISSING_DATA,
  type AppForecast,
} from '../../common/app_api/forecast/schema';
import { APP_API } from '../../common/app_api/paths';
import { AppError } from '../app_error';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerForecastRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.forecast,
      validate: { body: zodValidator(appForecastRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, signal }): Promise<AppForecast> => {
      try {
        const forecast = await dependencies.sidecar.call('POST', '/v1/forecast', forecastSchema, {
          body: request.body,
          signal,
        });
        return { forecast, missing: null };
      } catch (error) {
        const code = error instanceof AppError ? error.code : undefined;
        const missing = MISSING_DATA.find((known) => known === code);
        if (missing === undefined) throw error;
        return { forecast: null, missing };
      }
    }),
  );
