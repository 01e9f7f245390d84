import type { AnomalousPattern } from './anomalous_patterns';
import type { DriftReference } from './drift_reference';
import type { ClassifierReport } from './supervised';
import type { UnitInfo, UnitOptions } from './units';

/** What a trained pipeline says about itself. Times are epoch milliseconds, NaN where lines carried none. */
export interface PipelineInfo {
  /** Lines it was trained on. */
  lines: number;
  /** Lines that training left out: empty ones. */
  skipped: number;
  /** Whether it learned from every line of its period: lines from then are known to it. */
  isComplete: boolean;
  firstMs: number;
  lastMs: number;
  days: number;
  linesPerDay: number;
  templates: number;
  detectors: string[];
  /** Sets of features that are on; absent in models of earlier versions, which have the usual ones. */
  features?: string[];
  seed: number;
  alertBudgetPerDay: number;
  /** Lines that score at least so much (0–100) are to be flagged, as training chose it. */
  threshold: number;
  /** What the detectors rest on; adds up to 1. */
  featureImportance: { feature: string; importance: number }[];
  /** Honest cold start, in sentences. */
  notes: string[];
  /** What later lines are compared with; absent in models of earlier versions. */
  driftReference?: DriftReference;
  /** Windows and sessions that were learned; absent in models of earlier versions. */
  units?: UnitInfo;
  /** Absent where nothing was learned from labels. */
  classifier?: ClassifierInfo;
}

/** What was learned from labels, and how good it is. */
export interface ClassifierInfo {
  /** On the labels themselves, each judged without the labels of its time. */
  report: ClassifierReport;
  /** Lines without a label that took part. */
  unlabelled: number;
  /** Lines are flagged from this probability on, 0–100. */
  thresholdPct: number;
}

/** A pattern of training with how often and when it was seen. */
export interface PatternSummary {
  id: string;
  text: string;
  count: number;
  /** NaN where its lines carried no time. */
  firstMs: number;
  lastMs: number;
}

export const THRESHOLD_RULES = ['budget', 'mean_plus_std'] as const;
export type ThresholdRule = (typeof THRESHOLD_RULES)[number];

export interface TrainOptions {
  /** Names from the registry. Default: rarity and isolation_forest. */
  detectors?: string[];
  /** Sets of features that are on, see FEATURE_SETS. Default: all but the text, auth and web ones. */
  features?: readonly string[];
  seed: number;
  /** Lines that may be flagged a day; sets the threshold. */
  alertBudgetPerDay: number;
  /** Reading stops after so many lines. Default 5,000,000. */
  maxLines?: number;
  /** Whether the lines are a sample of their period only. Default false. */
  isSample?: boolean;
  /** Whether levels and alarm words add to the score. Default true. */
  severityPrior?: boolean;
  /**
   * How the threshold of lines is set: by the alert budget (default), or at the mean plus one standard deviation of the
   * training scores; of an autoencoder that judges alone, of its reconstruction errors.
   */
  thresholdRule?: ThresholdRule;
  /** Patterns on hosts that an analyst called anomalous: their lines are not learned from. */
  anomalousPatterns?: readonly AnomalousPattern[];
  /** Which windows and sessions are learned. Default: both kinds; none from a sample. */
  units?: UnitOptions;
  signal?: AbortSignal;
}

export interface TrainProgress {
  /** In words: "Learning patterns". */
  phase: string;
  /** 0–1 over the whole training. */
  fraction: number;
  linesRead: number;
}

/** Training that cannot give a model; the message says why. */
export class TrainingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TrainingError';
  }
}
