import {
  bulkLabelIdsSchema,
  bulkLabelRequestSchema,
  bulkLabelResponseSchema,
} from '../../../common/api/labels/bulk_schema';
import {
  labelListSchema,
  labelPeriodSchema,
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
      method: 'post',
      path: '/v1/labels/bulk',
      tag,
      summary:
        'Judge many anomalies alike: one label for each pattern on each host among them. Anomalies that are not there are told as items, not as an error',
      body: bulkLabelRequestSchema,
      response: bulkLabelResponseSchema,
      handle: ({ body }) => requireElasticsearch(services).labels.createMany(body),
    }),
    endpoint({
      method: 'post',
      path: '/v1/labels/bulk_delete',
      tag,
      summary: 'Undo many labels at once',
      body: bulkLabelIdsSchema,
      response: bulkLabelResponseSchema,
      handle: ({ body }) => requireElasticsearch(services).labels.deleteMany(body.ids),
    }),
    endpoint({
      method: 'post',
      path: '/v1/labels/bulk_restore',
      tag,
      summary: 'Put back labels that were undone within a day, as they were',
      body: bulkLabelIdsSchema,
      response: bulkLabelResponseSchema,
      handle: ({ body }) => requireElasticsearch(services).labels.restoreMany(body.ids),
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
      method: 'put',
      path: '/v1/labels/{id}',
      tag,
      summary: 'Change how long a mute holds, from now on',
      params: idParams,
      body: labelPeriodSchema,
      response: labelResponseSchema,
      problems: { 404: 'There is no such label', 409: 'It is no mute' },
      handle: ({ params, body }) => requireElasticsearch(services).labels.extend(params.id, body),
    }),
    endpoint({
      method: 'post',
      path: '/v1/labels/{id}/restore',
      tag,
      summary: 'Put back a label that was undone within a day',
      params: idParams,
      response: labelResponseSchema,
      problems: { 404: 'There is no such label' },
      handle: ({ params }) => requireElasticsearch(services).labels.restore(params.id),
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
