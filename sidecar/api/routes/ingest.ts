import { ingestRequestSchema, ingestResponseSchema } from '../../../common/api/ingest/schema';
import { ingest } from '../../ingest/ingest';
import { requireElasticsearch, type Services } from '../../services';
import { ProblemError } from '../../store/stores';
import { endpoint, type Endpoint } from '../endpoint';

export function ingestEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/ingest',
      tag: 'Scoring',
      summary: 'Score log documents and write each once, for batches of Logstash',
      body: ingestRequestSchema,
      response: ingestResponseSchema,
      isBounded: true,
      problems: {
        429: 'Too many batches at once: send it again',
        503: 'Nothing, or only a part, was written: send it again. Or ANOMALIES_INGEST_PREFIX is not set',
      },
      handle: async ({ body }) => {
        const { client, retry } = requireElasticsearch(services);
        const prefix = services.config.ingestPrefix;
        if (prefix === undefined) {
          // 503, since a sender that is told otherwise would throw the lines away.
          throw new ProblemError(
            503,
            'ingest_off',
            'This sidecar writes no logs. Set ANOMALIES_INGEST_PREFIX, for example to server-logs, and start it again.',
            30,
          );
        }
        return ingest(body, { client, retry, scoring: services.scoring, prefix });
      },
    }),
  ];
}
