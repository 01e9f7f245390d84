import type { Model, ModelUnits } from '../../common/api/models/schema';
import type { TrainedPipeline } from '../pipeline';
import type { UnitInfo } from '../pipeline/units';
import { modelId } from '../store/stores';
import { describeClassifier } from './supervised/describe_classifier';

export interface ModelOrigin {
  name: string;
  version: number;
  /** Index pattern or, for lines that came otherwise, where they came from. */
  index: string;
  createdBy: string | null;
  /** Lines that could not be read and never came to training. */
  skipped: number;
  trainSeconds: number;
  sizeBytes: number;
}

/** What a listing shows of a model. */
export function describeModel(pipeline: TrainedPipeline, origin: ModelOrigin): Model {
  const { info } = pipeline;
  return {
    id: modelId(origin.name, origin.version),
    name: origin.name,
    version: origin.version,
    active: false,
    created_at: new Date().toISOString(),
    created_by: origin.createdBy,
    trained_on: {
      index: origin.index,
      from: isoOrNull(info.firstMs),
      to: isoOrNull(info.lastMs),
      lines: info.lines,
      skipped: info.skipped + origin.skipped,
      days: Number.isFinite(info.days) ? info.days : 0,
      lines_per_day: Number.isFinite(info.linesPerDay) ? info.linesPerDay : 0,
    },
    templates: info.templates,
    detectors: info.detectors,
    seed: info.seed,
    alert_budget_per_day: info.alertBudgetPerDay,
    threshold: info.threshold,
    train_seconds: Math.round(origin.trainSeconds * 100) / 100,
    size_bytes: origin.sizeBytes,
    notes: info.notes,
    feature_importance: info.featureImportance,
    ...(info.classifier ? { classifier: describeClassifier(info.classifier) } : {}),
    ...(info.units ? { units: describeUnits(info.units) } : {}),
  };
}

function describeUnits({ windows, sessions, candidates }: UnitInfo): ModelUnits {
  return {
    windows: windows && {
      window_seconds: windows.windowMs / 1_000,
      streams: windows.streams,
      learned: windows.learned,
      threshold: windows.threshold,
      detectors: windows.detectors,
    },
    sessions: sessions && {
      key: sessions.key,
      learned: sessions.learned,
      idle_seconds: sessions.idleMs / 1_000,
      threshold: sessions.threshold,
      detectors: sessions.detectors,
    },
    session_keys: candidates.map(({ linesPerSession, ...candidate }) => ({
      ...candidate,
      lines_per_session: linesPerSession,
    })),
  };
}

function isoOrNull(timestampMs: number): string | null {
  return Number.isFinite(timestampMs) ? new Date(timestampMs).toISOString() : null;
}
