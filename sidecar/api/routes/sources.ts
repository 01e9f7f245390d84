import { previewRequestSchema, previewSchema } from '../../../common/api/sources/schema';
import { LINE_DETECTOR_NAMES } from '../../pipeline';
import { requireElasticsearch, type Services } from '../../services';
import { previewSource } from '../../sources/elasticsearch/preview';
import { ProblemError } from '../../store/stores';
import { endpoint, type Endpoint } from '../endpoint';

export function sourceEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/sources/preview',
      tag: 'Sources',
      summary: 'What there is to train on, how it is read, and what training would cost',
      body: previewRequestSchema,
      response: previewSchema,
      isBounded: true,
      handle: ({ body, signal }) => {
        const { client, retry } = requireElasticsearch(services);
        for (const name of body.detectors ?? [])
          if (!LINE_DETECTOR_NAMES.includes(name))
            throw new ProblemError(
              400,
              'unknown_detector',
              `There is no detector "${name}"; there are ${LINE_DETECTOR_NAMES.join(', ')}.`,
            );
        return previewSource(client, services.currentConfig(), body, { ...retry, signal });
      },
    }),
  ];
}
