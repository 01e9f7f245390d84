import { driftQuerySchema, driftSchema } from '../../../common/api/drift/schema';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

export function driftEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/drift',
      tag: 'Drift',
      summary: 'How far the lines of a period are from what a model was trained on',
      query: driftQuerySchema,
      response: driftSchema,
      problems: {
        404: 'There is no such model',
        409: 'No model is active, or it cannot be loaded',
      },
      handle: ({ query }) => requireElasticsearch(services).drift.of(query),
    }),
  ];
}
