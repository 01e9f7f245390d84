import type { Client } from '@elastic/elasticsearch';
import type { BulkLabelRequest, BulkLabelResponse } from '../../common/api/labels/bulk_schema';
import type {
  Label,
  LabelPeriod,
  LabelRequest,
  LabelResponse,
  PatternLabelRequest,
} from '../../common/api/labels/schema';
import type { Model } from '../../common/api/models/schema';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import { ProblemError, type LabelStore, type ModelStore } from '../store/stores';
import type { JudgingChanges } from './judging_changes';
import { readAnomalies } from './judged_anomalies';
import { labelOfPattern, newLabels, scopeOf, untilOf } from './new_labels';
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
  async create(request: LabelRequest): Promise<LabelResponse> {
    if ('template_id' in request) return this.mutePattern(request);
    const { anomaly_index, anomaly_id, ...verdict } = request;
    const { labels, affected } = await this.createMany({
      ...verdict,
      anomalies: [{ anomaly_index, anomaly_id }],
    });
    if (labels.length === 0) {
      throw new ProblemError(
        404,
        'anomaly_not_found',
        `There is no anomaly "${anomaly_id}" in "${anomaly_index}". It may have been replaced by a newer model: reload the list.`,
      );
    }
    return { label: labels[0], affected };
  }

  /** Undoes a label. @throws ProblemError where there is no such label */
  async delete(id: string): Promise<LabelResponse> {
    return theOnly(id, await this.deleteMany([id]));
  }

  /** Puts back a label that was just undone, as it was. @throws ProblemError where there is none */
  async restore(id: string): Promise<LabelResponse> {
    return theOnly(id, await this.restoreMany([id]));
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
      await this.options.labels.save([label]);
      this.tell('Mute changed', [label]);
      return { label, affected: await this.apply([label]) };
    });
  }

  /** One verdict on many anomalies: a label for each pattern on each host among them. */
  createMany({ anomalies, ...verdict }: BulkLabelRequest): Promise<BulkLabelResponse> {
    const { client, labels: store, retry } = this.options;
    return this.options.changes.inOrder(async () => {
      const judged = await readAnomalies(client, anomalies, retry);
      const byScope = newLabels(judged, verdict, Date.now());
      const labels = [...byScope.values()];
      await store.save(labels);
      this.tell('Label given', labels);
      const items = judged.map(({ ref, document }) =>
        itemOf(ref.anomaly_id, document ? byScope.get(scopeOf(document)) : undefined),
      );
      return { labels, items, affected: await this.apply(labels) };
    });
  }

  /** Undoes many labels at once. */
  deleteMany(ids: readonly string[]): Promise<BulkLabelResponse> {
    return this.options.changes.inOrder(async () => {
      const labels = await this.options.labels.delete(ids);
      this.tell('Label undone', labels);
      return this.answer(ids, labels);
    });
  }

  /** Puts labels back just as they were when they were taken back, where that was not too long ago. */
  restoreMany(ids: readonly string[]): Promise<BulkLabelResponse> {
    return this.options.changes.inOrder(async () => {
      const labels = await this.options.labels.restore(ids);
      this.tell('Label put back', labels);
      return this.answer(ids, labels);
    });
  }

  private mutePattern(request: PatternLabelRequest): Promise<LabelResponse> {
    return this.options.changes.inOrder(async () => {
      const label = labelOfPattern(request, Date.now());
      await this.options.labels.save([label]);
      this.tell('Label given', [label]);
      return { label, affected: await this.apply([label]) };
    });
  }

  private async answer(ids: readonly string[], labels: Label[]): Promise<BulkLabelResponse> {
    const byId = new Map(labels.map((label) => [label.id, label]));
    const items = ids.map((id) => itemOf(id, byId.get(id)));
    return { labels, items, affected: await this.apply(labels) };
  }

  private tell(what: string, labels: readonly Label[]): void {
    for (const { id, verdict, until, user } of labels) {
      this.options.log.info({ label: id, verdict, until, user }, what);
    }
  }

  private async apply(changed: readonly Label[]): Promise<number> {
    if (changed.length === 0) return 0;
    return this.options.changes.apply(() => this.relabel(changed));
  }

  private async relabel(changed: readonly Label[]): Promise<number> {
    const { client, labels, models, retry } = this.options;
    const [all, known] = await Promise.all([labels.list(), models.list()]);
    const cuts = new Map(known.map((model) => [model.id, cutOf(model)]));
    return relabel(client, changed, all, cuts, retry);
  }
}

function cutOf({ threshold, trained_threshold: trained = threshold }: Model): Cut {
  return { threshold, keptFrom: Math.min(threshold, trained) };
}

function theOnly(id: string, { labels, affected }: BulkLabelResponse): LabelResponse {
  if (labels.length === 0) throw notFound(id);
  return { label: labels[0], affected };
}

function notFound(id: string): ProblemError {
  return new ProblemError(
    404,
    'label_not_found',
    `There is no label "${id}"; it may have been undone already.`,
  );
}

const itemOf = (id: string, label: Label | undefined): BulkLabelResponse['items'][number] => ({
  id,
  status: label ? 'done' : 'not_found',
  label_id: label?.id ?? null,
});
