import type {
  PreviewAlert,
  RulePreview,
  RulePreviewRequest,
} from '../../common/app_api/rule_preview/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import type { LogAnomalyParams } from '../../common/rule_types/log_anomaly_params';
import type { LogIncidentParams } from '../../common/rule_types/log_incident_params';
import { windowMs } from '../../common/rule_types/window';
import { severityOf } from '../../common/severity';
import { ALL_LINES, countLines, linesOfRule } from '../rule_types/log_anomaly/counts';
import { incidentsOfRule, readIncidents } from '../rule_types/log_incident/ongoing';
import { episodesOver, STEPS_PER_WINDOW } from '../rule_types/shared/sliding_window';
import { search, type Buckets, type Read, type TermBucket } from './elasticsearch';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LISTED_ALERTS = 50;
/** Elasticsearch answers 65,536 buckets at most. */
const MAX_BUCKETS = 50_000;
const MAX_GROUPS = 1_000;

/**
 * What the rule would have fired over the last day. By the lines' own times: of a period that was scored later, all lines
 * would seem to have come at once.
 */
export async function previewRule(
  read: Read,
  request: RulePreviewRequest,
  nowMs = Date.now(),
): Promise<RulePreview> {
  const { alerts, isCut } =
    request.type === 'log_anomaly'
      ? await anomalyAlerts(read, request.params, nowMs)
      : await incidentAlerts(read, request.params, nowMs);
  alerts.sort((a, b) => b.start.localeCompare(a.start));
  return {
    from: isoOf(nowMs - DAY_MS),
    to: isoOf(nowMs),
    total: alerts.length,
    alerts: alerts.slice(0, LISTED_ALERTS),
    isCut,
  };
}

async function anomalyAlerts(read: Read, params: LogAnomalyParams, nowMs: number) {
  const lengthMs = windowMs(params);
  const stepMs = lengthMs / STEPS_PER_WINDOW;
  const spanMs = DAY_MS + lengthMs;
  const maxGroups = Math.min(MAX_GROUPS, Math.floor(MAX_BUCKETS / Math.ceil(spanMs / stepMs)));
  const { groups, isCut } = await countLines(
    read,
    linesOfRule(params),
    params.groupBy,
    { field: '@timestamp', startMs: nowMs - spanMs, endMs: nowMs, stepMs },
    maxGroups,
  );
  const alerts: PreviewAlert[] = [];
  for (const [group, steps] of groups) {
    for (const episode of episodesOver(steps, {
      stepMs,
      windowMs: lengthMs,
      count: params.count,
    })) {
      if (episode.endMs <= nowMs - DAY_MS) continue;
      alerts.push({
        group: group === ALL_LINES ? '' : group,
        start: isoOf(episode.startMs),
        end: isoOf(Math.min(nowMs, episode.endMs)),
        lines: episode.peakLines,
        severity: severityOf(episode.maxScore),
      });
    }
  }
  if (params.groupBy === 'pattern') await nameListedPatterns(read, alerts);
  return { alerts, isCut };
}

async function incidentAlerts(read: Read, params: LogIncidentParams, nowMs: number) {
  const quietMs = params.quietMinutes * MINUTE_MS;
  const { incidents, total } = await readIncidents(
    read,
    incidentsOfRule(params),
    nowMs - DAY_MS - quietMs,
    MAX_GROUPS,
  );
  const alerts = incidents.map(({ title, start, end, lines, severity }) => ({
    group: title,
    start,
    end: isoOf(Math.min(nowMs, Date.parse(end) + quietMs)),
    lines,
    severity,
  }));
  return { alerts, isCut: total > incidents.length };
}

/** A pattern's id says nothing: its text does. */
async function nameListedPatterns(read: Read, alerts: PreviewAlert[]): Promise<void> {
  const ids = [...new Set(alerts.map(({ group }) => group))];
  if (ids.length === 0) return;
  const { aggregations } = await search<never, { patterns: Buckets<TermBucket & PatternText> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: { terms: { 'anomaly.template.id': ids } },
      aggs: {
        patterns: {
          terms: { field: 'anomaly.template.id', size: ids.length },
          aggs: TEXT_OF_PATTERN,
        },
      },
    },
  );
  const texts = new Map(
    aggregations?.patterns.buckets.map((bucket) => [bucket.key, readPatternText(bucket)]),
  );
  for (const alert of alerts) alert.group = texts.get(alert.group) ?? alert.group;
}

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();
