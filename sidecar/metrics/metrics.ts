import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Job } from '../../common/api/jobs/schema';
import { VERSION } from '../version';

/** Where scored lines came from: a job that reads them, or a request that brought them. */
export type MeasuredSource = 'follow' | 'backfill' | 'kafka' | 'http';

const CLIENT_LIMITS = ['requests', 'failed_sign_ins'] as const;
export type ClientLimit = (typeof CLIENT_LIMITS)[number];

type JobType = Job['type'];

/** What scoring and writing one batch came to. */
export interface BatchMeasure {
  /** Lines that were scored. */
  lines: number;
  flagged: number;
  /** Lines that were not, or whose result was not stored, by reason. */
  skipped: Record<string, number>;
  /** From the lines at hand until their results are stored (or answered). */
  seconds: number;
}

/** A millisecond for a line, seconds for a batch of thousands that waits for Elasticsearch. */
const BATCH_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const REQUEST_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Reasons name indices and Elasticsearch's own words: past so many kinds they are counted as one. */
const MAX_REASONS = 50;
const OTHER_REASONS = 'other';

const NOTIFICATION_OUTCOMES = ['sent', 'failed', 'limited'] as const;
type NotificationOutcome = (typeof NOTIFICATION_OUTCOMES)[number];

/** Every metric of the sidecar; docs/monitoring.md and the Grafana dashboard are checked against them. */
export class Metrics {
  readonly registry = new Registry();
  private readonly reasons = new Set<string>();

  private readonly linesScored = this.counter(
    'anomalies_lines_scored_total',
    'Lines that were scored.',
    ['source'],
  );
  private readonly linesFlagged = this.counter(
    'anomalies_lines_flagged_total',
    'Scored lines that were flagged as anomalies.',
    ['source'],
  );
  private readonly linesSkipped = this.counter(
    'anomalies_lines_skipped_total',
    'Lines that could not be scored, or whose result could not be stored, by reason.',
    ['source', 'reason'],
  );
  private readonly batchSeconds = new Histogram({
    name: 'anomalies_batch_duration_seconds',
    help: 'From the lines of a batch at hand until their results are stored or answered.',
    labelNames: ['source'],
    buckets: BATCH_SECONDS,
    registers: [this.registry],
  });
  private readonly retries = this.counter(
    'anomalies_elasticsearch_retries_total',
    'Requests to Elasticsearch that jobs had to try again.',
    ['type'],
  );
  private readonly requests = this.counter(
    'anomalies_http_requests_total',
    'Answered requests, by the path as the API describes it.',
    ['method', 'path', 'status'],
  );
  private readonly requestSeconds = new Histogram({
    name: 'anomalies_http_request_duration_seconds',
    help: 'How long requests took to answer.',
    labelNames: ['method', 'path'],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  private readonly limitedRequests = this.counter(
    'anomalies_http_limited_total',
    'Requests that were answered with 429 as their client had sent too many, or too many with a wrong key.',
    ['limit'],
  );
  private readonly notifications = this.counter(
    'anomalies_notifications_total',
    'Messages to mail servers and webhooks, by what became of them: sent, failed (each try), or over the bound of an hour.',
    ['outcome'],
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'anomalies_build_info',
      help: 'Always 1; the label tells the version.',
      labelNames: ['version'],
      registers: [this.registry],
    }).set({ version: VERSION }, 1);
    for (const limit of CLIENT_LIMITS) this.limitedRequests.inc({ limit }, 0);
    for (const outcome of NOTIFICATION_OUTCOMES) this.notifications.inc({ outcome }, 0);
  }

  batch(source: MeasuredSource, { lines, flagged, skipped, seconds }: BatchMeasure): void {
    this.linesScored.inc({ source }, lines);
    this.linesFlagged.inc({ source }, flagged);
    for (const [reason, count] of Object.entries(skipped)) {
      this.linesSkipped.inc({ source, reason: this.boundedReason(reason) }, count);
    }
    this.batchSeconds.observe({ source }, seconds);
  }

  /** @param type of the job */
  retried(type: JobType): void {
    this.retries.inc({ type });
  }

  request(method: string, path: string, status: number, seconds: number): void {
    this.requests.inc({ method, path, status });
    this.requestSeconds.observe({ method, path }, seconds);
  }

  /** A client had sent more than it may. */
  limited(limit: ClientLimit): void {
    this.limitedRequests.inc({ limit });
  }

  notified(outcome: NotificationOutcome): void {
    this.notifications.inc({ outcome });
  }

  /**
   * A gauge that is worked out when it is asked for. What cannot be worked out is left out: all other metrics are wanted most
   * where something is down.
   */
  gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    read: () => Promise<readonly Reading<L>[]> | readonly Reading<L>[],
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const readings = await Promise.resolve()
          .then(read)
          .catch(() => []);
        this.reset();
        // Without labels, a reset alone would leave a zero.
        this.remove({});
        for (const { labels, value } of readings) this.set(labels, value);
      },
    });
  }

  private counter<L extends string>(name: string, help: string, labelNames: readonly L[]) {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private boundedReason(reason: string): string {
    const kind = reason.split(':', 1)[0];
    if (!this.reasons.has(kind) && this.reasons.size >= MAX_REASONS) return OTHER_REASONS;
    this.reasons.add(kind);
    return kind;
  }
}

export interface Reading<L extends string> {
  labels: Partial<Record<L, string>>;
  value: number;
}
