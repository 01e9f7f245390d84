import type { z } from 'zod';
import type {
  AnalyzeResponse,
  classicTrainResponseSchema,
  PredictResponse,
} from '../../common/api/classic/schema';
import type { Model } from '../../common/api/models/schema';
import type { Config } from '../config';
import { describeModel } from '../jobs/model_listing';
import { TrainedPipeline } from '../pipeline';
import { renderScatterPng } from '../plot/scatter';
import { ProblemError, saveNextVersion, type ModelStore } from '../store/stores';
import type { InputLine, ScoredLine } from './line_scorer';
import type { ScoringService } from './scoring_service';
import { trainLines } from './train_lines';

/** The line of models that /train makes: its own, so that it never disturbs the model that is followed. */
export const CLASSIC_MODEL_NAME = 'classic';

const MAX_COMMON_PATTERNS = 20;

/** The endpoints of the reference systems: /train, /analyze_logs and /predict. */
export class ClassicService {
  /** The newest model of /train; undefined before it was asked for. */
  private newestId: string | null | undefined;

  constructor(
    private readonly config: () => Config,
    private readonly models: ModelStore,
    private readonly scoring: ScoringService,
    /** Without Elasticsearch nothing else makes a model active. */
    private readonly activates: boolean,
  ) {}

  async train(
    lines: readonly InputLine[],
    signal: AbortSignal,
  ): Promise<z.infer<typeof classicTrainResponseSchema>> {
    const startMs = performance.now();
    const { bytes, skipped } = await trainLines(this.config(), lines, signal);
    const seconds = (performance.now() - startMs) / 1_000;
    const pipeline = TrainedPipeline.fromBytes(bytes);
    const model = await saveNextVersion(this.models, CLASSIC_MODEL_NAME, bytes, (version) =>
      describeModel(pipeline, {
        name: CLASSIC_MODEL_NAME,
        version,
        index: 'POST /train',
        createdBy: null,
        skipped,
        trainSeconds: seconds,
        sizeBytes: bytes.length,
      }),
    );
    this.newestId = model.id;
    if (this.activates) {
      await this.models.activate(model.id);
      await this.scoring.refresh();
    }
    return {
      status: 'trained',
      model: model.id,
      lines: model.trained_on.lines,
      skipped: model.trained_on.skipped,
      patterns: model.templates,
      threshold: model.threshold,
      seconds: model.train_seconds,
    };
  }

  async analyze(lines: readonly InputLine[], withPlot: boolean): Promise<AnalyzeResponse> {
    const { modelId, pipeline, outcomes } = await this.score(lines);
    const scored = outcomes.flatMap((outcome, i) =>
      'skipped' in outcome ? [] : [{ ...outcome, line: i + 1 }],
    );
    const outliers = scored
      .filter(({ result }) => result.flagged)
      .sort((a, b) => b.result.score - a.result.score)
      .map(({ result, event, line }) => ({
        ...result,
        line,
        message: event.raw,
        timestamp: isoOrNull(event.timestampMs),
      }));
    return {
      model: modelId,
      lines: scored.length,
      skipped: lines.length - scored.length,
      common_patterns: commonPatterns(scored),
      significant_outliers: outliers,
      ...(withPlot ? { scatter_png_base64: plotOf(scored, pipeline.threshold) } : {}),
    };
  }

  async predict(line: InputLine): Promise<PredictResponse> {
    const { modelId, outcomes } = await this.score([line]);
    const [outcome] = outcomes;
    if ('skipped' in outcome) {
      throw new ProblemError(
        422,
        'cannot_score',
        `The line cannot be scored: ${outcome.skipped}. Send the raw line, or a document with its text in "message".`,
      );
    }
    const prediction = outcome.result.flagged ? 'anomaly' : 'normal';
    return { ...outcome.result, prediction, model: modelId };
  }

  /** A model was deleted. */
  forget(modelId: string): void {
    if (this.newestId === modelId) this.newestId = undefined;
  }

  private async score(lines: readonly InputLine[]) {
    this.newestId ??= newestOf(await this.models.list());
    return this.scoring.score(lines, this.newestId ?? undefined, 'flagged');
  }
}

function newestOf(models: readonly Model[]): string | null {
  const classic = models.filter(({ name }) => name === CLASSIC_MODEL_NAME);
  return classic.sort((a, b) => b.version - a.version).at(0)?.id ?? null;
}

function commonPatterns(scored: readonly ScoredLine[]): AnalyzeResponse['common_patterns'] {
  const counts = new Map<string, { text: string; count: number }>();
  for (const { result } of scored) {
    const { id, text } = result.template;
    const entry = counts.get(id);
    if (entry) entry.count++;
    else counts.set(id, { text, count: 1 });
  }
  return [...counts]
    .map(([id, { text, count }]) => ({ id, text, count, share: count / scored.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_COMMON_PATTERNS);
}

function plotOf(scored: readonly ScoredLine[], threshold: number): string {
  const points = scored.map(({ result, event }) => ({
    timestampMs: event.timestampMs,
    scorePct: result.score,
    pattern: result.template.text,
  }));
  return renderScatterPng(points, { threshold }).toString('base64');
}

function isoOrNull(timestampMs: number): string | null {
  return Number.isFinite(timestampMs) ? new Date(timestampMs).toISOString() : null;
}
