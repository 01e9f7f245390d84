import { z } from 'zod';
import { scoreRequestSchema, scoreResponseSchema } from '../../../common/api/score/schema';
import { requireReady, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

export function scoreEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/score',
      tag: 'Scoring',
      summary: 'Score lines now, without writing anything',
      query: z.object({ reasons: z.enum(['flagged', 'all']).default('flagged') }),
      body: scoreRequestSchema,
      response: scoreResponseSchema,
      isBounded: true,
      problems: { 404: 'There is no such model', 409: 'No model is active, or it is damaged' },
      handle: async ({ body, query }) => {
        requireReady(services);
        const scored = await services.scoring.score(body.lines, body.model, query.reasons);
        return {
          model: scored.modelId,
          threshold: scored.pipeline.threshold,
          results: scored.outcomes.map((it) => ('skipped' in it ? it : it.result)),
        };
      },
    }),
  ];
}
