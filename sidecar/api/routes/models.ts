import {
  modelListSchema,
  modelSchema,
  rollbackRequestSchema,
} from '../../../common/api/models/schema';
import {
  thresholdRequestSchema,
  thresholdResponseSchema,
} from '../../../common/api/models/threshold_schema';
import { requireReady, type Services } from '../../services';
import { ModelNotFoundError } from '../../store/stores';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Models';
const problems = { 404: 'There is no such model' };

export function modelEndpoints(services: Services): Endpoint[] {
  const { models } = services;
  return [
    endpoint({
      method: 'get',
      path: '/v1/models',
      tag,
      summary: 'All models, newest first',
      response: modelListSchema,
      handle: async () => {
        requireReady(services);
        const [list, [before]] = await Promise.all([models.list(), models.activeBefore()]);
        return { models: list, roll_back_to: before ?? null };
      },
    }),
    // Before the paths with an id, which would take its name for one.
    endpoint({
      method: 'post',
      path: '/v1/models/rollback',
      tag,
      summary:
        'Roll back: make the model active that was active before; once more goes back further',
      body: rollbackRequestSchema,
      response: modelSchema,
      problems: { 409: 'No other model that is still there was active before' },
      handle: async ({ body }) => {
        requireReady(services);
        const model = await models.rollBack(body.name);
        await modelChanged(services);
        services.log.info({ model: model.id }, 'Rolled back');
        return model;
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/models/{id}',
      tag,
      summary: 'One model',
      params: idParams,
      response: modelSchema,
      problems,
      handle: async ({ params }) => {
        requireReady(services);
        const model = await models.get(params.id);
        if (!model) throw new ModelNotFoundError(params.id);
        return model;
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/models/{id}/activate',
      tag,
      summary: 'Make it the one model that lines are scored with',
      params: idParams,
      response: modelSchema,
      problems,
      handle: async ({ params }) => {
        requireReady(services);
        const model = await models.activate(params.id);
        await modelChanged(services);
        services.log.info({ model: model.id }, 'Model activated');
        return model;
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/models/{id}/threshold',
      tag,
      summary: 'Flag more or fewer lines: change the threshold, without training anew',
      params: idParams,
      body: thresholdRequestSchema,
      response: thresholdResponseSchema,
      problems,
      handle: async ({ params, body }) => {
        requireReady(services);
        return services.thresholds.set(params.id, body);
      },
    }),
    endpoint({
      method: 'delete',
      path: '/v1/models/{id}',
      tag,
      summary: 'Delete a model; what it has found stays. Answers what was deleted',
      params: idParams,
      response: modelSchema,
      problems,
      handle: async ({ params }) => {
        requireReady(services);
        const model = await models.get(params.id);
        if (!model) throw new ModelNotFoundError(params.id);
        await models.delete(params.id);
        services.scoring.forget(params.id);
        services.classic.forget(params.id);
        await modelChanged(services);
        services.log.info({ model: model.id }, 'Model deleted');
        return model;
      },
    }),
  ];
}

async function modelChanged(services: Services): Promise<void> {
  await services.scoring.refresh();
  await services.elasticsearch?.modelChanged();
}
