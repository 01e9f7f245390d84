import { randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type {
  AnomalyLabelRequest,
  Label,
  LabelPeriod,
  LabelRequest,
  LabelResponse,
  PatternLabelRequest,
} from '../../common/api/labels/schema';
import type { Model } from '../../common/api/models/schema';
import { ANOMALIES_INDEX_PREFIX } from '../../common/indices';
import { isNotFound } from '../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';
import { ProblemError, type LabelStore, type ModelStore } from '../store/stores';
import type { JudgingChanges } from './judging_changes';
import { relabel, type Cut } from './relabel';

export interface LabelServiceOptions {
  client: Client;
  labels: LabelStore;
  models: ModelStore;
  retry: RetryOptions;
  log: Logger;
  changes: JudgingChanges;
}

/** Gives labels and takes them back. */
export class LabelService {
  constructor(private readonly options: LabelServiceOptions) {}

  list(): Promise<Label[]> {
    return this.options.labels.list();
  }

  /** @throws ProblemError where the anomaly is not there */
  create(request: LabelRequest): Promise<LabelResponse> {
    return this.options.changes.inOrder(async () => {
      const label =
        'template_id' in request
          ? labelOfPattern(request)
          : labelOfAnomaly(request, await this.anomaly(request));
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
    return this.options.changes.inOrder(async () => {
      const label = await this.options.labels.get(id);
      if (!label) throw notFound(id);
      await this.options.labels.delete(id);
      this.options.log.info({ label: id, user: label.user }, 'Label undone');
      return { label, affected: await this.apply(label) };
    });
  }

  /** Puts back a label that was just undone, as it was. @throws ProblemError where there is none */
  restore(id: string): Promise<LabelResponse> {
    return this.options.changes.inOrder(async () => {
      const label = await this.options.labels.restore(id);
      if (!label) throw notFound(id);
      this.options.log.info({ label: id, user: label.user }, 'Label put back');
      return { label, affected: await this.apply(label) };
    });
  }

  /**
   * Changes how long a mute holds, from now on; for ever where it is left out.
   * @throws ProblemError where there is no such label, or it is no mute
   */
  extend(id: string, { mute_seconds: seconds }: LabelPeriod): Promise<LabelResponse> {
    return this.options.changes.inOrder(async () => {
      const found = await this.options.labels.get(id);
      if (!found) throw notFound(id);
      if (found.verdict !== 'mute') {
        throw new ProblemError(409, 'not_a_mute', `Label "${id}" is no mute; it holds for ever.`);
      }
      const label = { ...found, until: untilOf(seconds, Date.now()) };
      await this.options.labels.save(label);
      this.options.log.info({ label: id, until: label.until }, 'Mute changed');
      return { label, affected: await this.apply(label) };
    });
  }

  private apply(label: Label): Promise<number> {
    return this.options.changes.apply(() => this.relabel(label));
  }

  private async relabel(label: Label): Promise<number> {
    const { client, labels, models, retry } = this.options;
    const [all, known] = await Promise.all([labels.list(), models.list()]);
    const cuts = new Map(known.map((model) => [model.id, cutOf(model)]));
    return relabel(client, label, all, cuts, retry);
  }

  private async anomaly(request: AnomalyLabelRequest): Promise<StoredAnomaly> {
    const { anomaly_index: index, anomaly_id: id } = request;
    const { client, retry } = this.options;
    if (index.startsWith(ANOMALIES_INDEX_PREFIX) && !/[*?,]/.test(index)) {
      try {
        const answer = await withRetry(() => client.get<StoredAnomaly>({ index, id }), retry);
        if (answer._source) return answer._source;
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
}

function cutOf({ threshold, trained_threshold: trained = threshold }: Model): Cut {
  return { threshold, keptFrom: Math.min(threshold, trained) };
}

function notFound(id: string): ProblemError {
  return new ProblemError(
    404,
    'label_not_found',
    `There is no label "${id}"; it may have been undone already.`,
  );
}

function untilOf(seconds: number | undefined, nowMs: number): string | null {
  return seconds === undefined ? null : new Date(nowMs + seconds * 1_000).toISOString();
}

function labelOfAnomaly(request: AnomalyLabelRequest, document: StoredAnomaly): Label {
  return {
    ...detailsOf(request),
    template_id: document.anomaly.template.id,
    template_text: document.anomaly.template.text,
    host: document.host.name,
    score: document.anomaly.score,
    message: document.message,
    anomaly_index: request.anomaly_index,
    anomaly_id: request.anomaly_id,
  };
}

function labelOfPattern(request: PatternLabelRequest): Label {
  const { template_id, template_text, host } = request;
  return {
    ...detailsOf(request),
    template_id,
    template_text,
    host,
    score: 0,
    message: '',
    anomaly_index: null,
    anomaly_id: null,
  };
}

function detailsOf(request: LabelRequest) {
  const now = Date.now();
  const seconds = request.verdict === 'mute' ? request.mute_seconds : undefined;
  return {
    id: randomUUID(),
    verdict: request.verdict,
    comment: request.comment ?? null,
    user: request.user ?? null,
    created_at: new Date(now).toISOString(),
    until: untilOf(seconds, now),
  };
}
