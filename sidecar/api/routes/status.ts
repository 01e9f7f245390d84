import type { Status } from '../../../common/api/status/schema';
import { statusSchema } from '../../../common/api/status/schema';
import { describeError } from '../../elasticsearch/errors';
import type { Services } from '../../services';
import { VERSION } from '../../version';
import { endpoint, type Endpoint } from '../endpoint';

/** A screen asks every few seconds and must not hang on an Elasticsearch that does. */
const TIMEOUT_MS = 2_000;

export function statusEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/status',
      tag: 'Status',
      summary: 'Everything that a status line says',
      response: statusSchema,
      handle: () => statusOf(services),
    }),
  ];
}

async function statusOf(services: Services): Promise<Status> {
  const { elasticsearch } = services;
  const state = await elasticsearchState(services);
  const live = elasticsearch?.jobs.live() ?? [];
  return {
    version: VERSION,
    started_at: services.startedAt.toISOString(),
    elasticsearch: state,
    source_pattern: services.currentConfig().sourcePattern,
    active_model: await activeModel(services, state.reachable || !elasticsearch),
    follower: live.find((job) => job.type === 'follow') ?? null,
    consumer: elasticsearch?.consumer?.status() ?? null,
    running_jobs: live,
  };
}

async function elasticsearchState(services: Services): Promise<Status['elasticsearch']> {
  if (!services.elasticsearch) {
    const error = 'Not used (ELASTICSEARCH_URL=none).';
    return { reachable: false, version: null, error };
  }
  try {
    const options = { requestTimeout: TIMEOUT_MS };
    const { version } = await services.elasticsearch.client.info({}, options);
    return {
      reachable: true,
      version: version.number,
      error: services.notReadyReason(),
      privileges: services.elasticsearch.privileges.status(),
    };
  } catch (error) {
    return { reachable: false, version: null, error: describeError(error) };
  }
}

async function activeModel(services: Services, canAsk: boolean): Promise<Status['active_model']> {
  if (!canAsk || services.notReadyReason() !== null) return null;
  return services.models.active();
}
