import { randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type { Label, LabelRequest, LabelResponse } from '../../common/api/labels/schema';
import { ANOMALIES_INDEX_PREFIX } from '../../common/indices';
import { isNotFound } from '../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';
import { ProblemError, type LabelStore, type ModelStore } from '../store/stores';
import { relabel } from './relabel';

/** How long an answer waits for a running job to take up a label. */
const JOBS_TIMEOUT_MS = 3_000;

export interface LabelServiceOptions {
  client: Client;
  labels: LabelStore;
  models: ModelStore;
  retry: RetryOptions;
  log: Logger;
  /** Lets everything that scores know the labels as they are now; false where that took too long. */
  onChange: (timeoutMs: number) => Promise<boolean>;
}

/** Gives labels and takes them back. Changes are made one after another, so that none is judged by half of them. */
export class LabelService {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LabelServiceOptions) {}

  list(): Promise<Label[]> {
    return this.options.labels.list();
  }

  /** @throws ProblemError where the anomaly is not there */
  create(request: LabelRequest): Promise<LabelResponse> {
    return this.inOrder(async () => {
      const { _source: anomaly } = await this.anomaly(request);
      const label = labelOf(request, anomaly);
      await this.options.labels.save(label);
      this.options.log.info(
        { label: label.id, verdict: label.verdict, user: label.user },
        'Label given',
      );
      return { label, affected: await this.apply(label) };
    });
  }

  /** Undoes a label. @throws ProblemError where there is no such label */
  delete(id: string): Promise<LabelResponse> {
    return this.inOrder(async () => {
      const label = await this.options.labels.get(id);
      if (!label) {
        throw new ProblemError(
          404,
          'label_not_found',
          `There is no label "${id}"; it may have been undone already.`,
        );
      }
      await this.options.labels.delete(id);
      this.options.log.info({ label: id, user: label.user }, 'Label undone');
      return { label, affected: await this.apply(label) };
    });
  }

  private async apply(label: Label): Promise<number> {
    const everyoneKnows = await this.options.onChange(JOBS_TIMEOUT_MS);
    const affected = await this.relabel(label);
    if (!everyoneKnows) {
      // A batch that was judged by the labels of before may still be written; it is set right afterwards.
      void this.options
        .onChange(10 * 60_000)
        .then(() => this.inOrder(() => this.relabel(label)))
        .catch((error: unknown) => this.options.log.error({ err: error }, 'Labels not applied'));
    }
    return affected;
  }

  private async relabel(label: Label): Promise<number> {
    const { client, labels, models, retry } = this.options;
    const [all, known] = await Promise.all([labels.list(), models.list()]);
    const thresholds = new Map(known.map((model) => [model.id, model.threshold]));
    return relabel(client, label, all, thresholds, retry);
  }

  private async anomaly(request: LabelRequest): Promise<{ _source: StoredAnomaly }> {
    const { anomaly_index: index, anomaly_id: id } = request;
    const { client, retry } = this.options;
    if (index.startsWith(ANOMALIES_INDEX_PREFIX) && !/[*?,]/.test(index)) {
      try {
        const answer = await withRetry(() => client.get<StoredAnomaly>({ index, id }), retry);
        if (answer._source) return { _source: answer._source };
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
    throw new ProblemError(
      404,
      'anomaly_not_found',
      `There is no anomaly "${id}" in "${index}". It may have been replaced by a newer model: reload the list.`,
    );
  }

  private inOrder<T>(change: () => Promise<T>): Promise<T> {
    const done = this.last.then(change);
    this.last = done.catch(() => {});
    return done;
  }
}

function labelOf(request: LabelRequest, document: StoredAnomaly): Label {
  const now = Date.now();
  const isLimited = request.verdict === 'mute' && request.mute_seconds !== undefined;
  return {
    id: randomUUID(),
    verdict: request.verdict,
    template_id: document.anomaly.template.id,
    template_text: document.anomaly.template.text,
    host: document.host.name,
    score: document.anomaly.score,
    message: document.message,
    comment: request.comment ?? null,
    user: request.user ?? null,
    created_at: new Date(now).toISOString(),
    until: isLimited ? new Date(now + (request.mute_seconds ?? 0) * 1_000).toISOString() : null,
    anomaly_index: request.anomaly_index,
    anomaly_id: request.anomaly_id,
  };
}
