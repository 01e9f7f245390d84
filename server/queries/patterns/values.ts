import { MAX_PARAMETER_LINES, parametersResponseSchema } from '../../../common/api/patterns/schema';
import { statusSchema } from '../../../common/api/status/schema';
import type {
  PatternValues,
  PatternValuesRequest,
  SampleLine,
} from '../../../common/app_api/patterns/schema';
import type { SidecarClient } from '../../sidecar_client';
import { allOf, search, type Query, type Read } from '../elasticsearch';
import { linesLike } from '../pattern_words';
import { messageOf, valueAt, type SourceDocument } from '../stream_fields';

const MAX_SAMPLES = 10;

/**
 * What stands where the pattern leaves its lines open, in the newest of its lines up to the end of the period. They are
 * found in the logs with the reader's own rights by the pattern's words, and cut by the sidecar, which leaves out those that
 * only have the same words.
 */
export async function readPatternValues(
  read: Read,
  sidecar: SidecarClient,
  request: PatternValuesRequest,
): Promise<PatternValues> {
  const { source_pattern: index } = await sidecar.call('GET', '/v1/status', statusSchema, {
    signal: read.signal,
    timeoutMs: sidecar.statusTimeoutMs,
  });
  const like = linesLike(request.text);
  const upTo: Query = { range: { '@timestamp': { lt: request.to } } };
  const { hits } = await search<SourceDocument, never>(read, index, {
    size: MAX_PARAMETER_LINES,
    track_total_hits: false,
    query: like ? allOf(like, upTo) : upTo,
    sort: [{ '@timestamp': { order: 'desc', unmapped_type: 'date' } }],
  });
  const lines = hits.map(({ _source }) => _source ?? {});
  const { matching, parameters } = await sidecar.call(
    'POST',
    '/v1/patterns/parameters',
    parametersResponseSchema,
    { body: { template_id: request.id, lines }, signal: read.signal },
  );
  return {
    lines: matching.length,
    parameters,
    samples: matching.slice(0, MAX_SAMPLES).map((place): SampleLine => {
      const { _index, _id, _source = {} } = hits[place];
      const time = valueAt(_source, '@timestamp');
      return {
        index: _index,
        id: _id ?? '',
        timestamp: typeof time === 'string' ? time : null,
        message: messageOf(_source),
      };
    }),
    index,
  };
}
