import {
  parametersRequestSchema,
  parametersResponseSchema,
  watchListSchema,
  watchRequestSchema,
  watchSchema,
} from '../../../common/api/patterns/schema';
import { requireElasticsearch, requireReady, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Patterns';

export function patternEndpoints(services: Services): Endpoint[] {
  const watches = () => requireElasticsearch(services).watches;
  return [
    endpoint({
      method: 'post',
      path: '/v1/patterns/parameters',
      tag,
      summary: 'The values in lines of a pattern, by the parameter that they stand for',
      body: parametersRequestSchema,
      response: parametersResponseSchema,
      problems: { 409: 'No model is active, or it cannot be loaded' },
      handle({ body }) {
        requireReady(services);
        return services.scoring.parameters(body.template_id, body.lines);
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/patterns/watches',
      tag,
      summary: 'The watched patterns, newest first',
      response: watchListSchema,
      handle: async () => ({ watches: await watches().list() }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/patterns/watches',
      tag,
      summary: 'Watch a pattern: the overview shows its count against the usual one',
      body: watchRequestSchema,
      response: watchSchema,
      problems: { 409: 'Too many patterns are watched' },
      handle: ({ body }) => watches().add(body),
    }),
    endpoint({
      method: 'delete',
      path: '/v1/patterns/watches/{id}',
      tag,
      summary: 'Stop watching a pattern',
      params: idParams,
      response: watchSchema,
      problems: { 404: 'The pattern is not watched' },
      handle: ({ params }) => watches().remove(params.id),
    }),
  ];
}
