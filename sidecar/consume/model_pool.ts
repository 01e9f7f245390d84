import { isDeepStrictEqual } from 'node:util';
import type { Label } from '../../common/api/labels/schema';
import { fieldMapping } from '../field_mapping';
import { BatchScorer } from '../jobs/batch_scorer';
import { loadPipeline } from '../jobs/environment';
import type { TrainedPipeline } from '../pipeline';
import { consumeKey, type ConsumeEnvironment } from './environment';

/** How often the active model is asked for. */
const REFRESH_INTERVAL_MS = 2_000;

export interface LoadedModel {
  id: string;
  pipeline: TrainedPipeline;
  scorer: BatchScorer;
}

/** Models that score now, those of partitions that have not come to the active one yet included. */
export class ModelPool {
  private readonly loaded = new Map<string, Promise<LoadedModel>>();
  private labels: Label[] | null = null;
  private thresholds = new Map<string, number>();
  private activeModel: string | null = null;
  private askedAtMs = -Infinity;
  private refreshing: Promise<number> | null = null;
  private queued: Promise<number> | null = null;
  private version = 0;

  constructor(private readonly env: ConsumeEnvironment) {}

  /** The active model as it was a moment ago. */
  get activeId(): string | null {
    return this.activeModel;
  }

  /** Rises when labels or thresholds are others than before. */
  get rulesVersion(): number {
    return this.version;
  }

  /** Asks for the active model where it is time to. */
  async refreshActive(): Promise<void> {
    if (performance.now() - this.askedAtMs < REFRESH_INTERVAL_MS) return;
    this.askedAtMs = performance.now();
    this.activeModel = (await this.env.models.active())?.id ?? null;
  }

  /** Lets go of models that no partition scores with. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.loaded.keys()) {
      if (!ids.has(id) && id !== this.activeModel) this.loaded.delete(id);
    }
  }

  /** @throws ModelNotFoundError, ModelCorruptError */
  get(id: string): Promise<LoadedModel> {
    const known = this.loaded.get(id);
    if (known) return known;
    const loading = this.load(id);
    this.loaded.set(id, loading);
    loading.catch(() => this.loaded.delete(id));
    return loading;
  }

  /**
   * Loads labels and thresholds as they are now: what was saved before this call is known after it.
   * @returns the version of the rules
   */
  async refreshRules(): Promise<number> {
    if (!this.refreshing) return this.startRefresh();
    // One that runs may have read before: all that come meanwhile share the next.
    this.queued ??= this.refreshing.catch(() => 0).then(() => this.startRefresh());
    return this.queued;
  }

  private startRefresh(): Promise<number> {
    this.queued = null;
    const refreshing = this.readRules().finally(() => {
      if (this.refreshing === refreshing) this.refreshing = null;
    });
    this.refreshing = refreshing;
    return refreshing;
  }

  private async readRules(): Promise<number> {
    const models = await Promise.all(this.loaded.values());
    const [labels, ...listed] = await Promise.all([
      this.env.labels.list(),
      ...models.map(({ id }) => this.env.models.get(id)),
    ]);
    const thresholds = new Map(
      listed.flatMap((model) => (model ? [[model.id, model.threshold] as const] : [])),
    );
    const isOther = !isDeepStrictEqual(labels, this.labels);
    const isMoved = [...thresholds].some(
      ([id, threshold]) => this.thresholds.has(id) && this.thresholds.get(id) !== threshold,
    );
    this.labels = labels;
    for (const [id, threshold] of thresholds) this.thresholds.set(id, threshold);
    if (isOther || isMoved) {
      this.version++;
      for (const { id, scorer } of models) {
        scorer.setLabels(labels);
        const threshold = thresholds.get(id);
        if (threshold !== undefined) scorer.setThreshold(threshold);
      }
    }
    return this.version;
  }

  private async load(id: string): Promise<LoadedModel> {
    const { env } = this;
    const pipeline = await loadPipeline(env.models, id);
    this.labels ??= await env.labels.list();
    const mapping = fieldMapping(env.config);
    const run = consumeKey(env.config.kafkaGroup);
    const scorer = new BatchScorer(id, pipeline, this.labels, mapping, run);
    this.thresholds.set(id, pipeline.threshold);
    return { id, pipeline, scorer };
  }
}
