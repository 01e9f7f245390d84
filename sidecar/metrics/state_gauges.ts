import type { Model } from '../../common/api/models/schema';
import type { Services } from '../services';
import type { Reading } from './metrics';

/** Elasticsearch is asked for what the gauges say no more often than this, however often they are read. */
const STATE_MAX_AGE_MS = 15_000;
const DRIFT_MAX_AGE_MS = 300_000;

/** Gauges of the process's state: what is read from memory at every scrape, and what is asked for now and then. */
export function addStateGauges(services: Services): void {
  const { metrics, elasticsearch } = services;
  metrics.gauge('anomalies_ready', '1 where the sidecar can work, 0 where it cannot.', [], () => [
    { labels: {}, value: services.notReadyReason() === null ? 1 : 0 },
  ]);

  const activeModel = keptFor(STATE_MAX_AGE_MS, async () =>
    services.notReadyReason() === null ? services.models.active() : null,
  );
  metrics.gauge(
    'anomalies_model_age_seconds',
    'Since the active model was trained.',
    ['model'],
    async () => ofModel(await activeModel(), (model) => ageSeconds(model.created_at)),
  );
  metrics.gauge(
    'anomalies_model_threshold',
    'Score from which on the active model flags.',
    ['model'],
    async () => ofModel(await activeModel(), (model) => model.threshold),
  );
  if (!elasticsearch) return;

  const { jobs, drift, consumer, notifications } = elasticsearch;
  metrics.gauge('anomalies_jobs_running', 'Jobs that run in this sidecar.', ['type'], () => {
    const counts: Record<string, number> = { follow: 0, train: 0, backfill: 0, backtest: 0 };
    for (const { type } of jobs.live()) counts[type] = (counts[type] ?? 0) + 1;
    return Object.entries(counts).map(([type, value]) => ({ labels: { type }, value }));
  });
  metrics.gauge(
    'anomalies_jobs_queued',
    'Jobs that wait for their turn to replace the results of a period.',
    [],
    () => [{ labels: {}, value: jobs.waiting() }],
  );
  metrics.gauge(
    'anomalies_follow_lag_seconds',
    'How far the newest scored line is behind the newest line; missing where this sidecar does not follow.',
    [],
    () => {
      const behind = jobs.follower()?.behind_seconds;
      return behind === null || behind === undefined ? [] : [{ labels: {}, value: behind }];
    },
  );
  metrics.gauge(
    'anomalies_kafka_lag_messages',
    'Messages of a partition that are not worked on yet, of the partitions that this sidecar has.',
    ['topic', 'partition'],
    () =>
      (consumer?.status().partitions ?? []).flatMap(({ topic, partition, lag }) =>
        lag === null ? [] : [{ labels: { topic, partition: String(partition) }, value: lag }],
      ),
  );
  metrics.gauge(
    'anomalies_notifications_pending',
    'Messages that mail servers and webhooks have not taken yet, or that are over the bound of an hour; 0 where another sidecar sends them.',
    [],
    () => [{ labels: {}, value: notifications.pending() }],
  );
  const measures = keptFor(DRIFT_MAX_AGE_MS, async () => {
    const model = await activeModel();
    // Only where the jobs run: one sidecar asking is enough.
    return model && jobs.follower() ? (await drift.of({})).measures : [];
  });
  metrics.gauge(
    'anomalies_drift',
    'How far the last 24 hours are from what the active model learned; missing where that cannot be said.',
    ['measure'],
    async () => (await measures()).map(({ name, value }) => ({ labels: { measure: name }, value })),
  );
}

function ofModel(model: Model | null, value: (model: Model) => number): Reading<'model'>[] {
  return model ? [{ labels: { model: model.id }, value: value(model) }] : [];
}

const ageSeconds = (time: string) => Math.max(0, (Date.now() - Date.parse(time)) / 1_000);

/** Reads at most so often, and never at the same time twice; where that fails, the last value stands, or it throws. */
function keptFor<T>(maxAgeMs: number, read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  let readAtMs = -Infinity;
  return () => {
    if (reading === null || performance.now() - readAtMs > maxAgeMs) {
      readAtMs = performance.now();
      const before = reading;
      reading = read().catch((error: unknown) => {
        if (before) return before;
        reading = null;
        throw error;
      });
    }
    return reading;
  };
}
