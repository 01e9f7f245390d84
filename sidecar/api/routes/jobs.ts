import { z } from 'zod';
import { jobListSchema, jobRequestSchema, jobSchema } from '../../../common/api/jobs/schema';
import { LIMITS } from '../../../common/api/limits';
import { requireElasticsearch, type Services } from '../../services';
import { ModelNotFoundError, modelId, NoActiveModelError } from '../../store/stores';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Jobs';
const problems = { 404: 'There is no such job' };
const DEFAULT_LIMIT = 50;

export function jobEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/jobs',
      tag,
      summary:
        'Start to train, to score a period (backfill), to try a model on one (backtest), or to follow the logs',
      status: 202,
      body: jobRequestSchema,
      response: jobSchema,
      problems: {
        404: 'There is no such model',
        409: 'The logs are followed already, or no model is active',
        429: 'Too many jobs run; Retry-After says when to ask again',
      },
      handle: async ({ body }) => {
        const { jobs } = requireElasticsearch(services);
        if (body.type === 'train') modelId(body.name, 1);
        if (body.type === 'backfill' || body.type === 'backtest') {
          if (body.model && !(await services.models.get(body.model))) {
            throw new ModelNotFoundError(body.model);
          }
          if (!body.model && !(await services.models.active())) throw new NoActiveModelError();
        }
        return jobs.start({ ...body, index: body.index ?? services.currentConfig().sourcePattern });
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/jobs',
      tag,
      summary: 'Jobs, newest first',
      query: z.object({
        limit: z.coerce.number().int().min(1).max(LIMITS.maxPageSize).default(DEFAULT_LIMIT),
      }),
      response: jobListSchema,
      handle: async ({ query }) => ({
        jobs: (await requireElasticsearch(services).jobs.list(query.limit)).map((job) => ({
          ...job,
          result: undefined,
        })),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/jobs/{id}',
      tag,
      summary: 'One job: what it does, how far it is',
      params: idParams,
      response: jobSchema,
      problems,
      handle: ({ params }) => requireElasticsearch(services).jobs.get(params.id),
    }),
    endpoint({
      method: 'post',
      path: '/v1/jobs/{id}/cancel',
      tag,
      summary: 'End a job at its next clean point; what it has written stays',
      params: idParams,
      response: jobSchema,
      problems: { ...problems, 409: 'It has ended already' },
      handle: ({ params }) => requireElasticsearch(services).jobs.cancel(params.id),
    }),
  ];
}
