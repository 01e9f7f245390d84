import { z } from 'zod';
import {
  analyzeRequestSchema,
  analyzeResponseSchema,
  classicTrainRequestSchema,
  classicTrainResponseSchema,
  predictRequestSchema,
  predictResponseSchema,
} from '../../../common/api/classic/schema';
import type { InputLine } from '../../scoring/line_scorer';
import { requireReady, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

const tag = 'Classic';
const noModel = { 409: 'No model is there: POST /train first' };

export function classicEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/train',
      tag,
      summary: 'Learn from the lines that are sent',
      body: classicTrainRequestSchema,
      response: classicTrainResponseSchema,
      isBounded: true,
      problems: { 422: 'There is nothing to learn from these lines' },
      handle: ({ body, signal }) => {
        requireReady(services);
        return services.classic.train(linesOf(body), signal);
      },
    }),
    endpoint({
      method: 'post',
      path: '/analyze_logs',
      tag,
      summary: 'Common patterns and significant outliers of the lines that are sent',
      query: z.object({ plot: z.enum(['true', 'false']).default('false') }),
      body: analyzeRequestSchema,
      response: analyzeResponseSchema,
      isBounded: true,
      problems: noModel,
      handle: ({ body, query }) => {
        requireReady(services);
        return services.classic.analyze(linesOf(body), query.plot === 'true');
      },
    }),
    endpoint({
      method: 'post',
      path: '/predict',
      tag,
      summary: 'Whether one line is an anomaly',
      body: predictRequestSchema,
      response: predictResponseSchema,
      isBounded: true,
      problems: { ...noModel, 422: 'The line cannot be scored' },
      handle: ({ body }) => {
        requireReady(services);
        return services.classic.predict(body.log);
      },
    }),
  ];
}

function linesOf(body: InputLine[] | { logs: InputLine[] }): InputLine[] {
  return Array.isArray(body) ? body : body.logs;
}
