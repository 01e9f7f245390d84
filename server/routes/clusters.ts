import { clustersSchema } from '../../common/api/clusters/schema';
import { appClustersRequestSchema, type AppClusters } from '../../common/app_api/clusters/schema';
import { APP_API } from '../../common/app_api/paths';
import { AppError } from '../app_error';
import { clusterMap } from '../queries/cluster_map';
import { readPatternCounts } from '../queries/pattern_counts';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerClustersRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.clusters,
      validate: { body: zodValidator(appClustersRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, async ({ request, elasticsearch, signal }): Promise<AppClusters> => {
      const { from, to, ...options } = request.body;
      try {
        const found = await dependencies.sidecar.call('POST', '/v1/clusters', clustersSchema, {
          body: options,
          signal,
        });
        const counts = await readPatternCounts(
          { elasticsearch, signal },
          found.patterns.map(({ id }) => id),
          { fromMs: Date.parse(from), toMs: Date.parse(to) },
          found.model,
        );
        return { map: clusterMap(found, counts), missing: null };
      } catch (error) {
        const isTooFew = error instanceof AppError && error.code === 'too_few_patterns';
        if (!isTooFew) throw error;
        return { map: null, missing: 'too_few_patterns' };
      }
    }),
  );
