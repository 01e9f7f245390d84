import { evaluateRows, type Rows, type UnitScore } from '../evaluate';
import { f1AtTop } from '../pipeline/accuracy';
import { MAX_FLAGGED_SHARE } from '../pipeline/scoring';
import type { Configuration } from './configuration';
import { unitCount, unitsPerDayOf, type Fold } from './folds';

/** How a configuration did with labels: one figure a fold and seed. */
export interface LabelledTrial {
  configuration: Configuration;
  averagePrecision: number[];
  /** At the threshold that training alone chose. */
  ownF1: number[];
  /** When so many units are flagged as the alert budget allows. */
  f1AtBudget: number[];
}

/** How a configuration did without labels. */
export interface UnlabelledTrial {
  configuration: Configuration;
  /** Flagged units a day of the judged stretch, mean of the seeds; a "day" is the whole file where lines carry no time. */
  flaggedPerDay: number;
  /** `flaggedPerDay` over the budget. */
  budgetRatio: number;
  /** Share of the strangest units, so many as the budget allows, that two seeds have in common (Jaccard). */
  stability: number;
}

export interface TrialOptions {
  seeds: readonly number[];
  /** Share of the units that may be flagged. */
  budgetShare: number;
  signal?: AbortSignal;
}

const optionsOf = ({ detectors, features, severityPrior, unit }: Configuration) => ({
  detectors: [...detectors],
  ...(unit === 'line' ? { features, severityPrior } : {}),
});

export async function tryWithLabels(
  configuration: Configuration,
  folds: readonly Fold[],
  { seeds, budgetShare, signal }: TrialOptions,
): Promise<LabelledTrial> {
  const trial: LabelledTrial = { configuration, averagePrecision: [], ownF1: [], f1AtBudget: [] };
  for (const seed of seeds)
    for (const { train, test } of folds) {
      const how = { ...optionsOf(configuration), seed, top: budgetShare, signal };
      const { report } = await evaluateRows(train, test, how);
      trial.averagePrecision.push(report.average_precision ?? NaN);
      trial.ownF1.push(report.f1 ?? NaN);
      trial.f1AtBudget.push(report.f1_at_budget ?? NaN);
    }
  return trial;
}

/** @param unitsPerDay units a day of the whole file */
export async function tryWithoutLabels(
  configuration: Configuration,
  { train, test }: Fold,
  unitsPerDay: number,
  { seeds, budgetShare, signal }: TrialOptions,
): Promise<UnlabelledTrial> {
  const units = unitCount(test);
  const budget = budgetShare * unitsPerDayOf(train);
  const tops: Set<string>[] = [];
  let flagged = 0;
  for (const seed of seeds) {
    const how = { ...optionsOf(configuration), seed, budget, signal };
    const { scores } = await evaluateRows(train, test, how);
    flagged += scores.filter((score) => score.flagged).length / seeds.length;
    tops.push(strangest(scores, Math.max(1, Math.round(budgetShare * units))));
  }
  return {
    configuration,
    flaggedPerDay: (flagged / units) * unitsPerDay,
    budgetRatio: flagged / units / budgetShare,
    stability: meanOf(tops.slice(1).map((top, i) => jaccard(tops[i], top))),
  };
}

/** How an alert budget would do with labels. */
export interface BudgetTrial {
  /** Share of the units that are flagged. */
  share: number;
  /** Mean of the folds. */
  f1: number;
}

/** Shares from one unit in 1,000 to what training caps every budget at. */
const BUDGET_SHARES = [0.001, 0.002, 0.005, 0.01, 0.02, MAX_FLAGGED_SHARE] as const;

/** Flags the strangest units of each fold, so many as each budget allows. */
export async function tryBudgets(
  configuration: Configuration,
  folds: readonly Fold[],
  { seed, signal }: { seed: number; signal?: AbortSignal },
): Promise<BudgetTrial[]> {
  const judged: { scores: Float64Array; truth: Uint8Array }[] = [];
  for (const { train, test } of folds) {
    const { scores } = await evaluateRows(train, test, {
      ...optionsOf(configuration),
      seed,
      signal,
    });
    const anomalous = anomalousUnits(test);
    judged.push({
      scores: Float64Array.from(scores, ({ score }) => score),
      truth: Uint8Array.from(scores, ({ unit }) => (anomalous.has(unit) ? 1 : 0)),
    });
  }
  return BUDGET_SHARES.map((share) => ({
    share,
    f1: meanOf(judged.map(({ scores, truth }) => f1AtTop(scores, truth, share))),
  }));
}

/** Names of the units with an anomalous line, as an evaluation names them. */
function anomalousUnits({ labels, sessions, lineNumbers }: Rows): Set<string> {
  const names = sessions ?? lineNumbers.map(String);
  return new Set(names.filter((_, i) => labels?.[i] === 1));
}

/** The `count` highest scores; of equal ones the earlier unit comes first. */
function strangest(scores: readonly UnitScore[], count: number): Set<string> {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b].score - scores[a].score);
  return new Set(order.slice(0, count).map((i) => scores[i].unit));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const unit of a) if (b.has(unit)) common++;
  return common / (a.size + b.size - common);
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
