import type { Client } from '@elastic/elasticsearch';
import type { Preview, PreviewRequest } from '../../../common/api/sources/schema';
import type { Config } from '../../config';
import type { RetryOptions } from '../../elasticsearch/retry';

import { minuteRange } from './minute_range';
import { parseDocument, type LogEvent } from '../../pipeline/parse';
import { countDistinct } from './count_distinct';
import { estimateTraining } from './estimate';
import { availableFields, FieldFacts } from './field_facts';
import { chooseSamples } from './preview_samples';
import { previewNotes } from './preview_notes';
import { planSample, readSample, type SampleOptions } from './sample';
import { listShards } from './shards';
import { timeSpan } from './time_span';
import { withFields } from '../../settings/effective_config';
import { fieldMapping, sourceFields, timeField } from '../../field_mapping';

const SAMPLE_LINES = 2_000;
/** Fewer lines teach nothing that could be relied on. */
const MIN_LINES = 1_000;

/** What there is in a period: counts, how its lines are read, and what training on it would cost. */
export async function previewSource(
  client: Client,
  base: Config,
  asked: PreviewRequest,
  retry: RetryOptions,
): Promise<Preview> {
  const config = withFields(base, asked.fields ?? {});
  const request = { ...asked, index: asked.index ?? config.sourcePattern };
  const mapping = fieldMapping(config);
  const found = new FieldFacts(mapping);
  const shards = await listShards(client, request.index, retry);
  const options: SampleOptions = {
    maxLines: SAMPLE_LINES,
    timeRange: minuteRange(timeField(config), request.from, request.to),
    fields: sourceFields(config),
    pageSize: SAMPLE_LINES,
    retry,
    signal: retry.signal,
  };
  const plan = await planSample(client, shards, options);
  const events: LogEvent[] = [];
  let unreadable = 0;
  for await (const lines of readSample(client, plan, options)) {
    for (const { source } of lines) {
      found.add(source);
      const parsed = parseDocument(source, mapping);
      if (parsed.ok) events.push(parsed.event);
      else unreadable++;
    }
  }
  const span = await timeSpan(client, request.index, timeField(config), options.timeRange, retry);
  const days = span?.days ?? 0;
  const facts = {
    index: request.index,
    indices: new Set(shards.map((shard) => shard.indexName)).size,
    lines: plan.linesInPeriod,
    days,
    unreadableShare: unreadable / Math.max(1, events.length + unreadable),
    hasTime: events.some((event) => Number.isFinite(event.timestampMs)),
  };
  const [distinct, available] = await Promise.all([
    countDistinct(client, config, request, events, retry),
    availableFields(client, request.index, retry),
  ]);
  const enough = plan.linesInPeriod >= MIN_LINES && facts.hasTime && events.length > 0;
  return {
    index: request.index,
    indices: facts.indices,
    lines: plan.linesInPeriod,
    first: span ? new Date(span.firstMs).toISOString() : null,
    last: span ? new Date(span.lastMs).toISOString() : null,
    days: Math.round(days * 100) / 100,
    ...distinct,
    samples: chooseSamples(events),
    fields: found.facts(),
    available_fields: available,
    notes: previewNotes(facts, MIN_LINES),
    enough,
    ...estimateTraining(plan.linesInPeriod, request.detectors),
  };
}
