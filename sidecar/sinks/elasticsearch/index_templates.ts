import type { Client, estypes } from '@elastic/elasticsearch';
import {
  ANOMALIES_INDEX_PATTERN,
  INCIDENTS_INDEX,
  ROLLUP_INDEX_PATTERN,
  STATE_INDICES,
} from '../../../common/indices';
import { LOG_LEVELS } from '../../../common/log_level';
import { SCORE_BINS } from '../../../common/score_bins';
import { describeError, statusOf } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { requireKnownState, stateMeta } from '../../store/elasticsearch/state_version';

/** Raised when a mapping here changes; kept in the template so that operators can see what is installed. */
const TEMPLATE_VERSION = 4;

/** Above what users write themselves, so that a catch-all template of theirs does not take over. */
const TEMPLATE_PRIORITY = 500;

/** Longest text that is indexed as a keyword; Elasticsearch's own bound is 32,766 bytes. */
const MAX_KEYWORD_CHARS = 8_000;

type Properties = Record<string, estypes.MappingProperty>;

const keyword: estypes.MappingProperty = { type: 'keyword', ignore_above: MAX_KEYWORD_CHARS };
/** Kept and shown, never searched for. */
const shownOnly: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };
const date: estypes.MappingProperty = { type: 'date' };
const float: estypes.MappingProperty = { type: 'float' };
const long: estypes.MappingProperty = { type: 'long' };
const flag: estypes.MappingProperty = { type: 'boolean' };
const object = (properties: Properties): estypes.MappingProperty => ({ properties });
/** Added up and compared, never searched for by itself. */
const summed: estypes.MappingProperty = { type: 'long', index: false };
const aggregatedDate: estypes.MappingProperty = { type: 'date', index: false };
/** Kept as it is and not indexed. */
const opaque: estypes.MappingProperty = { type: 'object', enabled: false };

/** Where a result came from, so that it can be found again when it is replaced. */
const origin = object({
  run: keyword,
  index_uuid: keyword,
  shard: { type: 'integer' },
  seq_no: long,
});

const anomalies: Properties = {
  '@timestamp': date,
  message: { type: 'text' },
  log: object({ level: keyword }),
  host: object({ name: keyword }),
  service: object({ name: keyword }),
  source: object({
    index: keyword,
    id: keyword,
    ip: { type: 'ip', ignore_malformed: true },
  }),
  event: object({ ingested: date }),
  anomaly: object({
    score: float,
    severity: keyword,
    model: keyword,
    detectors: { type: 'object', dynamic: true },
    template: object({
      id: keyword,
      text: { ...keyword, fields: { words: { type: 'text' } } },
      is_new: flag,
    }),
    reasons: object({
      detector: keyword,
      kind: keyword,
      text: { type: 'text' },
      contribution: float,
      typical: shownOnly,
      actual: shownOnly,
      token: keyword,
    }),
    incident: keyword,
    label: keyword,
    label_id: keyword,
    suppressed: flag,
    unit: object({
      kind: keyword,
      key: keyword,
      start: date,
      end: date,
      lines: long,
      threshold: float,
      evidence: opaque,
    }),
  }),
  origin,
};

const rollups: Properties = {
  '@timestamp': date,
  host: object({ name: keyword }),
  service: object({ name: keyword }),
  rollup: object({
    model: keyword,
    lines: long,
    flagged: long,
    max_score: float,
    levels: object(Object.fromEntries(LOG_LEVELS.map((level) => [level, long]))),
    new_patterns: long,
    scores: object(Object.fromEntries(SCORE_BINS.map((bin) => [bin, float]))),
    // Nested: a document for each pattern would cost an id, an origin and a source of its own.
    patterns: {
      type: 'nested',
      properties: { id: keyword, lines: summed, first: aggregatedDate, last: aggregatedDate },
    },
  }),
  origin,
};

const incidents: Properties = {
  '@timestamp': date,
  incident: object({
    id: keyword,
    title: { type: 'text' },
    sentence: { type: 'text' },
    start: date,
    end: date,
    severity: keyword,
    score: float,
    lines: long,
    hosts: keyword,
    services: keyword,
    suspect: object({
      host: keyword,
      service: keyword,
      at: date,
      template: object({ id: keyword, text: keyword, is_new: flag }),
    }),
    events: opaque,
    events_total: long,
    links: opaque,
    members: keyword,
    former_ids: keyword,
    verdict: object({ verdict: keyword, user: keyword, at: date }),
    dissolved: flag,
  }),
};

const state: Record<keyof typeof STATE_INDICES, Properties> = {
  models: {
    kind: keyword,
    model_id: keyword,
    name: keyword,
    version: long,
    created_at: date,
    model: opaque,
    chunk: long,
    data: { type: 'binary' },
  },
  labels: {
    template_id: keyword,
    host: keyword,
    verdict: keyword,
    created_at: date,
    until: date,
    removed_at: date,
    label: opaque,
  },
  jobs: { type: keyword, state: keyword, created_at: date, updated_at: date, job: opaque },
  checkpoints: {
    key: keyword,
    index_name: keyword,
    index_uuid: keyword,
    shard: { type: 'integer' },
    next_seq_no: long,
    updated_at: date,
    checkpoint: opaque,
  },
  patterns: {
    pattern: object({
      id: keyword,
      text: { ...keyword, fields: { words: { type: 'text' } } },
    }),
    model: keyword,
    described_at: date,
    trained: object({ lines: long, first: date, last: date }),
  },
  watches: { created_at: date, watch: opaque },
  schedules: { schedule: opaque },
  settings: { updated_at: date, settings: opaque, state: opaque },
};

/**
 * Settings that hold on every installation: one shard, and a copy as soon as there is a second node.
 * `hidden` keeps an index out of wildcards.
 */
function indexSettings(hidden: boolean): estypes.IndicesIndexSettings {
  return {
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    ...(hidden ? { hidden: true } : {}),
  };
}

function templateOf(
  name: string,
  patterns: string[],
  properties: Properties,
  hidden: boolean,
): estypes.IndicesPutIndexTemplateRequest {
  return {
    name,
    index_patterns: patterns,
    priority: TEMPLATE_PRIORITY,
    version: TEMPLATE_VERSION,
    template: {
      settings: { index: indexSettings(hidden) },
      mappings: {
        // What is not described here is kept in the document and not indexed: no line can add a field.
        dynamic: false,
        ...(hidden ? { _meta: { ...stateMeta() } } : {}),
        ...(hidden
          ? {}
          : {
              dynamic_templates: [
                {
                  detector_scores: {
                    path_match: 'anomaly.detectors.*',
                    mapping: { type: 'float' as const },
                  },
                },
              ],
            }),
        properties,
      },
    },
  };
}

/** Every composable index template of the sidecar. */
export function indexTemplates(): estypes.IndicesPutIndexTemplateRequest[] {
  return [
    templateOf('anomalies-server-logs', [ANOMALIES_INDEX_PATTERN], anomalies, false),
    templateOf('anomalies-rollup-server-logs', [ROLLUP_INDEX_PATTERN], rollups, false),
    templateOf(INCIDENTS_INDEX, [INCIDENTS_INDEX], incidents, false),
    ...Object.entries(state).map(([name, properties]) => {
      const index = STATE_INDICES[name as keyof typeof STATE_INDICES];
      return templateOf(index, [index], properties, true);
    }),
  ];
}

/**
 * Installs the templates, makes the incidents and state indices where they are missing, and has all take up the fields of
 * this release. May be repeated.
 * @returns a sentence for each kind of finding of which some index cannot take the fields up, since it was made with others
 * @throws NewerStateError before anything is changed, where a later release was here
 */
export async function installIndices(client: Client, retry: RetryOptions): Promise<string[]> {
  await requireKnownState(client, retry);
  const templates = indexTemplates();
  for (const template of templates) {
    await withRetry(() => client.indices.putIndexTemplate(template), retry);
  }
  for (const index of [INCIDENTS_INDEX, ...Object.values(STATE_INDICES)]) {
    const exists = await withRetry(() => client.indices.exists({ index }), retry);
    if (exists) continue;
    // Another sidecar may make it between the question and the request: ignore 400 "already exists".
    await withRetry(() => client.indices.create({ index }, { ignore: [400] }), retry);
  }
  const clashes: string[] = [];
  for (const template of templates) {
    try {
      await extend(client, template, retry);
    } catch (error) {
      // A finding of long ago may lack a field; state that cannot be written stops the work.
      const isDaily = String(template.index_patterns).endsWith('*');
      if (!isDaily || statusOf(error) !== 400) throw error;
      clashes.push(
        `Some index of ${String(template.index_patterns)} keeps the fields that it has: ${describeError(error)}. Its findings may not be found by newer fields; delete or reindex it.`,
      );
    }
  }
  return clashes;
}

/** Lets indices that an earlier release made take up what is written now; of those that exist, nothing else changes. */
async function extend(
  client: Client,
  { index_patterns: index, template }: estypes.IndicesPutIndexTemplateRequest,
  retry: RetryOptions,
): Promise<void> {
  const { properties, _meta } = template?.mappings ?? {};
  await withRetry(
    () =>
      client.indices.putMapping({ index: index ?? [], allow_no_indices: true, properties, _meta }),
    retry,
  );
}
