import {
  scheduleListSchema,
  scheduleRequestSchema,
  scheduleSchema,
} from '../../../common/api/schedules/schema';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Schedules';
const problems = { 404: 'There is no such schedule' };

export function scheduleEndpoints(services: Services): Endpoint[] {
  const schedules = () => requireElasticsearch(services).schedules;
  return [
    endpoint({
      method: 'post',
      path: '/v1/schedules',
      tag,
      summary: 'Train anew by the clock, on drift, or both',
      status: 201,
      body: scheduleRequestSchema,
      response: scheduleSchema,
      handle: ({ body }) => schedules().create(body),
    }),
    endpoint({
      method: 'get',
      path: '/v1/schedules',
      tag,
      summary: 'All schedules, the oldest first, each with its next and its last run',
      response: scheduleListSchema,
      handle: async () => ({ schedules: await schedules().list() }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/schedules/{id}',
      tag,
      summary: 'One schedule',
      params: idParams,
      response: scheduleSchema,
      problems,
      handle: ({ params }) => schedules().get(params.id),
    }),
    endpoint({
      method: 'put',
      path: '/v1/schedules/{id}',
      tag,
      summary: 'Replace what a schedule does; its last run stays',
      params: idParams,
      body: scheduleRequestSchema,
      response: scheduleSchema,
      problems,
      handle: ({ params, body }) => schedules().replace(params.id, body),
    }),
    endpoint({
      method: 'post',
      path: '/v1/schedules/{id}/enable',
      tag,
      summary: 'Let it run again, from now on',
      params: idParams,
      response: scheduleSchema,
      problems,
      handle: ({ params }) => schedules().setEnabled(params.id, true),
    }),
    endpoint({
      method: 'post',
      path: '/v1/schedules/{id}/disable',
      tag,
      summary: 'Keep it, and do not run it; a training that runs goes on',
      params: idParams,
      response: scheduleSchema,
      problems,
      handle: ({ params }) => schedules().setEnabled(params.id, false),
    }),
    endpoint({
      method: 'post',
      path: '/v1/schedules/{id}/run',
      tag,
      summary: 'Run it now, whatever the clock says',
      status: 202,
      params: idParams,
      response: scheduleSchema,
      problems: {
        ...problems,
        409: 'A training of this name runs already',
        429: 'Too many jobs run; Retry-After says when to ask again',
      },
      handle: ({ params }) => schedules().run(params.id),
    }),
    endpoint({
      method: 'delete',
      path: '/v1/schedules/{id}',
      tag,
      summary: 'Delete a schedule; its models and its running job stay. Answers what was deleted',
      params: idParams,
      response: scheduleSchema,
      problems,
      handle: ({ params }) => schedules().delete(params.id),
    }),
  ];
}
