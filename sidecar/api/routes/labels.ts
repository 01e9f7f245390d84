import {
  labelListSchema,
  labelRequestSchema,
  labelResponseSchema,
} from '../../../common/api/labels/schema';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Labels';

export function labelEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/labels',
      tag,
      summary:
        'Judge an anomaly: it holds for its pattern on its host, from now on and for what is there',
      body: labelRequestSchema,
      response: labelResponseSchema,
      problems: { 404: 'There is no such anomaly' },
      handle: ({ body }) => requireElasticsearch(services).labels.create(body),
    }),
    endpoint({
      method: 'get',
      path: '/v1/labels',
      tag,
      summary: 'All labels, newest first',
      response: labelListSchema,
      handle: async () => ({ labels: await requireElasticsearch(services).labels.list() }),
    }),
    endpoint({
      method: 'delete',
      path: '/v1/labels/{id}',
      tag,
      summary: 'Undo a label',
      params: idParams,
      response: labelResponseSchema,
      problems: { 404: 'There is no such label' },
      handle: ({ params }) => requireElasticsearch(services).labels.delete(params.id),
    }),
  ];
}
