import type { Label } from '../../common/api/labels/schema';
import type { Config } from '../config';
import { Feedback, type TrainedPipeline } from '../pipeline';
import { describeError } from '../elasticsearch/errors';
import { loadPipeline } from '../jobs/environment';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics/metrics';
import { parameterValues, type ParameterValues } from '../patterns/parameter_values';
import { sourceKeyOf } from '../pipeline/source_key';
import { NoActiveModelError, type ModelStore } from '../store/stores';
import { lineReader, scoreLines, type InputLine, type LineOutcome } from './line_scorer';
import { ModelCache } from './model_cache';
import { fieldMapping } from '../field_mapping';

/** How old the knowledge of the active model and of the labels may be, where another process changes them. */
const REFRESH_INTERVAL_MS = 5_000;

/** The lines' answers of one request. */
export interface ScoredRequest {
  modelId: string;
  pipeline: TrainedPipeline;
  outcomes: LineOutcome[];
}

export interface ScoringOptions {
  /** As it holds when lines are scored. */
  config: () => Config;
  models: ModelStore;
  /** Null where there are no labels (without Elasticsearch). */
  listLabels: (() => Promise<Label[]>) | null;
  log: Logger;
  metrics: Metrics;
}

/** Scores lines over HTTP. The model and the labels are in memory: a request asks nobody. */
export class ScoringService {
  private readonly cache: ModelCache;
  private feedback = new Feedback([]);
  private activeId: string | null = null;
  private refreshing: Promise<void> | null = null;
  private refreshedAtMs = -Infinity;

  constructor(private readonly options: ScoringOptions) {
    const { config, models } = options;
    this.cache = new ModelCache(config().modelCacheSize, (id) => loadPipeline(models, id));
  }

  /**
   * Scores lines with a model, or with the active one.
   * @throws NoActiveModelError, ModelNotFoundError, ModelCorruptError
   */
  async score(
    lines: readonly InputLine[],
    modelId: string | undefined,
    reasons: 'flagged' | 'all',
  ): Promise<ScoredRequest> {
    const { modelId: id, pipeline } = await this.pipelineOf(modelId);
    if (performance.now() - this.refreshedAtMs > REFRESH_INTERVAL_MS) this.refreshSoon();
    const startMs = performance.now();
    const outcomes = await scoreLines(pipeline, lines, {
      mapping: fieldMapping(this.options.config()),
      feedback: this.feedback,
      reasons,
    });
    this.options.metrics.batch('http', {
      ...tally(outcomes),
      seconds: (performance.now() - startMs) / 1_000,
    });
    return { modelId: id, pipeline, outcomes };
  }

  /**
   * Values in lines of a pattern, as the active model cuts them.
   * @throws NoActiveModelError, ModelNotFoundError, ModelCorruptError
   */
  async parameters(
    templateId: string,
    lines: readonly InputLine[],
  ): Promise<ParameterValues & { model: string }> {
    const model = await this.currentId();
    const { templates } = await this.cache.get(model);
    const read = lineReader(fieldMapping(this.options.config()));
    const texts = lines.map((line) => {
      const event = read(line);
      return 'skipped' in event ? null : { raw: event.raw, source: sourceKeyOf(event) };
    });
    return { model, ...parameterValues(templates, templateId, texts) };
  }

  /**
   * A model that is loaded, or loads it; the active one where none is named.
   * @throws NoActiveModelError, ModelNotFoundError, ModelCorruptError
   */
  async pipelineOf(
    modelId: string | undefined,
  ): Promise<{ modelId: string; pipeline: TrainedPipeline }> {
    const id = modelId ?? (await this.currentId());
    return { modelId: id, pipeline: await this.cache.get(id) };
  }

  /** Asks for the active model, the labels and the thresholds anew, and loads the model. */
  async refresh(): Promise<void> {
    const { models, listLabels } = this.options;
    const [active, labels] = await Promise.all([models.active(), listLabels?.() ?? []]);
    this.activeId = active?.id ?? null;
    this.feedback = new Feedback(labels);
    this.refreshedAtMs = performance.now();
    await this.cache.forEach(async (pipeline, id) => {
      pipeline.threshold = (await models.get(id))?.threshold ?? pipeline.threshold;
    });
    if (this.activeId) await this.cache.get(this.activeId).catch(() => {});
  }

  /** A model was deleted: requests that name it are to be refused. */
  forget(modelId: string): void {
    this.cache.delete(modelId);
    if (this.activeId === modelId) this.activeId = null;
  }

  private async currentId(): Promise<string> {
    if (this.activeId === null) {
      this.refreshing ??= this.refresh().finally(() => (this.refreshing = null));
      await this.refreshing;
    }
    if (this.activeId === null) throw new NoActiveModelError();
    return this.activeId;
  }

  private refreshSoon(): void {
    // Not sooner again, also where it fails: the request goes on with what is known.
    this.refreshedAtMs = performance.now();
    this.refreshing ??= this.refresh()
      .catch((error: unknown) => {
        this.options.log.warn({ reason: describeError(error) }, 'Model and labels not refreshed');
      })
      .finally(() => (this.refreshing = null));
  }
}

function tally(outcomes: readonly LineOutcome[]) {
  const skipped: Record<string, number> = {};
  let [lines, flagged] = [0, 0];
  for (const outcome of outcomes) {
    if ('skipped' in outcome) skipped[outcome.skipped] = (skipped[outcome.skipped] ?? 0) + 1;
    else {
      lines++;
      if (outcome.result.flagged) flagged++;
    }
  }
  return { lines, flagged, skipped };
}
