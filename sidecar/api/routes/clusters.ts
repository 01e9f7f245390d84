import { clustersRequestSchema, clustersSchema } from '../../../common/api/clusters/schema';
import { requireReady, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

export function clusterEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/clusters',
      tag: 'Clusters',
      summary: 'Which patterns of a model resemble each other by their words, and a map of them',
      body: clustersRequestSchema,
      response: clustersSchema,
      isBounded: true,
      problems: {
        404: 'There is no such model',
        409: 'No model is active, or it cannot be loaded',
        422: 'There are too few patterns',
      },
      handle: ({ body }) => {
        requireReady(services);
        return services.clusters.of(body);
      },
    }),
  ];
}
