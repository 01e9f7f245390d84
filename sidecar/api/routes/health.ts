import { z } from 'zod';
import { requireReady, type Services } from '../../services';
import { VERSION } from '../../version';
import { endpoint, type Endpoint } from '../endpoint';

const tag = 'Health';

export function healthEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/healthz',
      tag,
      summary: 'Whether the process lives',
      response: z.object({ status: z.literal('ok'), version: z.string() }),
      isPublic: true,
      handle: async () => ({ status: 'ok' as const, version: VERSION }),
    }),
    endpoint({
      method: 'get',
      path: '/readyz',
      tag,
      summary: 'Whether it can work: Elasticsearch answers and its indices are there',
      response: z.object({ status: z.literal('ready') }),
      isPublic: true,
      problems: { 503: 'Not ready; the detail says why' },
      handle: async () => {
        requireReady(services);
        return { status: 'ready' as const };
      },
    }),
    endpoint({
      method: 'get',
      path: '/metrics',
      tag,
      summary: 'Metrics in the text format of Prometheus',
      response: z.string(),
      contentType: services.metrics.registry.contentType,
      handle: () => services.metrics.registry.metrics(),
    }),
  ];
}
