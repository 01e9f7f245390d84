import type { Client } from '@elastic/elasticsearch';
import type { Label } from '../../../common/api/labels/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { latestVerdicts } from '../../comparison/measure';
import { eachLimited } from '../../each_limited';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { LineParser, type LogEvent } from '../../pipeline/parse';
import type { StoredAnomaly } from '../../sinks/elasticsearch/documents';

/** The patterns that were labelled last; of each, the newest lines. */
const MAX_PATTERNS = 500;
const MAX_LINES_OF_PATTERN = 100;
const CONCURRENT_SEARCHES = 4;

/** A line of a pattern that an analyst judged on its host. */
export interface LabelledLine {
  event: LogEvent;
  isAnomalous: boolean;
  templateId: string;
}

/**
 * The stored anomalies of patterns that analysts judged; where those of a pattern are gone, the line that was judged.
 * At most 100 lines of each of 500 patterns.
 */
export async function labelledLines(
  client: Client,
  labels: readonly Label[],
  retry: RetryOptions,
): Promise<LabelledLine[]> {
  const found: LabelledLine[][] = [];
  const verdicts = latestVerdicts(labels)
    .sort((a, b) => b.created_at.localeCompare(a.created_at))
    .slice(0, MAX_PATTERNS);
  await eachLimited([...verdicts.entries()], CONCURRENT_SEARCHES, async ([i, label]) => {
    const stored = await storedLines(client, label, retry);
    found[i] = (stored.length > 0 ? stored : [judgedLine(label)]).map((event) => ({
      event,
      isAnomalous: label.verdict === 'true',
      templateId: label.template_id,
    }));
  });
  return found.flat();
}

async function storedLines(
  client: Client,
  { template_id, host }: Label,
  retry: RetryOptions,
): Promise<LogEvent[]> {
  const answer = await withRetry(
    () =>
      client.search<StoredAnomaly>({
        index: ANOMALIES_INDEX_PATTERN,
        ignore_unavailable: true,
        allow_no_indices: true,
        size: MAX_LINES_OF_PATTERN,
        track_total_hits: false,
        query: {
          bool: {
            filter: [
              { term: { 'anomaly.template.id': template_id } },
              { term: { 'host.name': host } },
            ],
            must_not: [{ exists: { field: 'anomaly.unit.kind' } }],
          },
        },
        sort: [{ '@timestamp': 'desc' }],
        _source: ['@timestamp', 'message', 'log', 'host', 'service', 'source'],
      }),
    retry,
  );
  // A line that several models flagged is one line.
  const lines = new Map<string, LogEvent>();
  for (const { _source: document } of answer.hits.hits)
    if (document) {
      const { index, id } = document.source;
      lines.set(`${index}\u0000${id}`, eventOf(document));
    }
  return [...lines.values()];
}

type StoredLine = Pick<
  StoredAnomaly,
  '@timestamp' | 'message' | 'log' | 'host' | 'service' | 'source'
>;

const eventOf = (document: StoredLine): LogEvent => ({
  raw: document.message,
  timestampMs: Date.parse(document['@timestamp']),
  level: document.log.level,
  host: document.host.name,
  service: document.service.name,
  sourceIp: document.source.ip ?? '',
});

function judgedLine({ message, host, created_at }: Label): LogEvent {
  const event = new LineParser().parse(message);
  return { ...event, host, timestampMs: Date.parse(created_at) };
}
