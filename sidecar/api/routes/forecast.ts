import { forecastRequestSchema, forecastSchema } from '../../../common/api/forecast/schema';
import { forecastFromElasticsearch } from '../../forecast';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';

export function forecastEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/forecast',
      tag: 'Forecasts',
      summary: 'How many lines or errors are to be expected, with intervals and a back-test',
      body: forecastRequestSchema,
      response: forecastSchema,
      isBounded: true,
      problems: {
        404: 'There is nothing to count',
        422: 'There are too few data',
      },
      handle: ({ body, signal }) => {
        const { client, retry } = requireElasticsearch(services);
        return forecastFromElasticsearch(client, services.currentConfig(), body, {
          ...retry,
          signal,
        });
      },
    }),
  ];
}
