import { incidentDetailSchema } from '../../common/api/incidents/schema';
import {
  incidentLinesSchema,
  incidentOfQuerySchema,
  incidentSearchSchema,
  judgeIncidentSchema,
  openIncidentsQuerySchema,
} from '../../common/app_api/incidents/schema';
import { APP_API } from '../../common/app_api/paths';
import { readIncident, readIncidentLines, readIncidentOf } from '../queries/incidents/read';
import { readOpenIncidents, searchIncidents } from '../queries/incidents/search';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';
import { idParamsSchema, pathOf } from './ids';

/** Incidents are read as the signed-in user; only a verdict goes through the sidecar, which alone writes them. */
export const registerIncidentRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf } = dependencies;
  const params = zodValidator(idParamsSchema);

  router.post(
    {
      path: `${APP_API.incidents}/_search`,
      validate: { body: zodValidator(incidentSearchSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      searchIncidents({ elasticsearch, signal }, request.body),
    ),
  );

  router.get(
    {
      path: `${APP_API.incidents}/_open`,
      validate: { query: zodValidator(openIncidentsQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readOpenIncidents({ elasticsearch, signal }, request.query),
    ),
  );

  router.get(
    {
      path: `${APP_API.incidents}/_of`,
      validate: { query: zodValidator(incidentOfQuerySchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readIncidentOf({ elasticsearch, signal }, request.query.anomaly),
    ),
  );

  router.get(
    { path: `${APP_API.incidents}/{id}`, validate: { params }, ...requires('read') },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readIncident({ elasticsearch, signal }, request.params.id),
    ),
  );

  router.post(
    {
      path: `${APP_API.incidents}/{id}/_lines`,
      validate: { params, body: zodValidator(incidentLinesSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      readIncidentLines({ elasticsearch, signal }, request.params.id, request.body),
    ),
  );

  router.post(
    {
      path: `${APP_API.incidents}/{id}/verdict`,
      validate: { params, body: zodValidator(judgeIncidentSchema) },
      ...requires('label'),
    },
    handle(dependencies, async ({ request }) => {
      const path = pathOf('v1', 'incidents', request.params.id, 'verdict');
      const { id, verdict } = await sidecar.call('POST', path, incidentDetailSchema, {
        body: { ...request.body, user: await userOf(request) },
      });
      return { id, verdict };
    }),
  );
};
