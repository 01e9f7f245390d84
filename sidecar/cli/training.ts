import { modelId } from '../store/stores';
import type { Model } from '../../common/api/models/schema';
import type { TrainedPipeline } from '../pipeline';
import { trainPipeline, type PipelineInfo, type TrainOptions } from '../pipeline';
import type { CliContext } from './context';
import type { EventFiles } from './event_files';
import { startProgress } from './progress';
import { formatCount } from './table';

export const DEFAULT_SEED = 1;
/** The same as the sidecar's own default. */
export const DEFAULT_ALERT_BUDGET_PER_DAY = 100;

export interface Trained {
  pipeline: TrainedPipeline;
  seconds: number;
}

/** Trains on files with a progress display. @throws TrainingError, InputError */
export async function trainOnFiles(
  context: CliContext,
  files: EventFiles,
  options: Omit<TrainOptions, 'signal'>,
): Promise<Trained> {
  const start = performance.now();
  const progress = startProgress(context, 'Training');
  const run = trainPipeline(files.source, { ...options, signal: context.signal });
  try {
    for (;;) {
      const step = await run.next();
      if (step.done) {
        progress.stop();
        return { pipeline: step.value, seconds: (performance.now() - start) / 1000 };
      }
      const { phase, fraction, linesRead } = step.value;
      progress.update(fraction, `${phase}, ${formatCount(linesRead)} lines`);
    }
  } catch (error) {
    progress.stop();
    files.refuseEmpty();
    throw error;
  }
}

/** The listing of a model that was trained on files. */
export function toModel(
  info: PipelineInfo,
  identity: { name: string; version: number; trainedOn: string },
  seconds: number,
  sizeBytes: number,
): Model {
  return {
    id: modelId(identity.name, identity.version),
    name: identity.name,
    version: identity.version,
    active: false,
    created_at: new Date().toISOString(),
    created_by: null,
    trained_on: {
      index: identity.trainedOn,
      from: toIso(info.firstMs),
      to: toIso(info.lastMs),
      lines: info.lines,
      skipped: info.skipped,
      days: Number.isFinite(info.days) ? info.days : 0,
      lines_per_day: info.linesPerDay,
    },
    templates: info.templates,
    detectors: info.detectors,
    seed: info.seed,
    alert_budget_per_day: info.alertBudgetPerDay,
    threshold: info.threshold,
    train_seconds: seconds,
    size_bytes: sizeBytes,
    notes: info.notes,
    feature_importance: info.featureImportance,
  };
}

/** ISO time, or null where there is none. */
export function toIso(timeMs: number): string | null {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : null;
}
