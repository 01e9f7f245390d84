import { logLevelRequestSchema, logLevelSchema } from '../../../common/api/log_level/schema';
import type { Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

const tag = 'Status';

export function logLevelEndpoints({ logLevel }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/log-level',
      tag,
      summary: 'What the log of this sidecar holds',
      response: logLevelSchema,
      handle: async () => logLevel.state(),
    }),
    endpoint({
      method: 'put',
      path: '/v1/log-level',
      tag,
      summary: 'Log more or less for a while; after that the configured level holds again',
      body: logLevelRequestSchema,
      response: logLevelSchema,
      handle: async ({ body }) => logLevel.set(body.level, body.for_minutes),
    }),
  ];
}
