import { evaluateRows, EvaluateError, type AccuracyFigures, type Rows } from '../evaluate';
import { defaultAlertBudget } from '../jobs/alert_budget';
import { compareLabelled, compareUnlabelled, type Verdict } from './choose';
import {
  configurationCount,
  defaultConfiguration,
  describeConfiguration,
  searchSteps,
  type Configuration,
} from './configuration';
import { foldsInTime, hasBothKinds, unitCount, unitsPerDayOf, type Fold } from './folds';
import {
  tryBudgets,
  tryWithLabels,
  tryWithoutLabels,
  type BudgetTrial,
  type LabelledTrial,
  type UnlabelledTrial,
} from './trial';

export interface TuneOptions {
  train: Rows;
  /** Judged at the end by the default and by the proposal; chosen by only where the training has no labels. */
  test?: Rows;
  /** Alerts a day; a default that suits the file where left out. */
  budgetPerDay?: number;
  seed: number;
  /** No configuration is begun after so many milliseconds. */
  timeLimitMs: number;
  signal?: AbortSignal;
}

export interface TuneProgress {
  /** Configurations that were tried. */
  tried: number;
  /** Configurations in all. */
  total: number;
  /** What is being tried. */
  configuration: string;
}

/** What was chosen by. */
export type TuneMethod =
  /** Labels of the training file, forward in time. */
  | 'training_labels'
  /** Labels of the test file, by thirds of it; so its own figures are a little too good. */
  | 'test_labels'
  /** No labels: stability between seeds, and whether the budget is held on the second half. */
  | 'stability';

export interface TuneResult {
  method: TuneMethod;
  unit: 'line' | 'session';
  trials: readonly LabelledTrial[] | readonly UnlabelledTrial[];
  /** The best of the trials; may be the default. */
  best: Configuration;
  verdict: Verdict;
  /** The best, or the default where the difference is within noise. */
  proposal: Configuration;
  isWithinNoise: boolean;
  /** What each budget would give with the proposal; empty without labels, and where the budget was given. */
  budgets: readonly BudgetTrial[];
  /** Alerts a day that are proposed: as given, or the best of `budgets`, or the default. */
  budgetPerDay: number;
  /** Units a day; all units of the training where lines carry no time. */
  unitsPerDay: number;
  /** Of the test file, where it has labels and was not chosen by. */
  onTest: { usual: AccuracyFigures; proposal: AccuracyFigures } | null;
  /** Whether the time ran out before all configurations were tried. */
  isCutShort: boolean;
}

const FOLDS = 3;
const MAX_DEFAULT_BUDGET_PER_DAY = 100;
/** Without labels two seeds are compared; at the end, with labels, so many for the default and for the best. */
const STABILITY_SEEDS = 2;
const FINAL_SEEDS = 3;

type Trial = LabelledTrial | UnlabelledTrial;

/**
 * Searches the few parameters that matter, one after the other from the default on, each trained and judged in turn.
 * @throws EvaluateError for files that nothing can be told from; the reason of the signal when aborted
 */
export async function* tune(options: TuneOptions): AsyncGenerator<TuneProgress, TuneResult> {
  const { train, test, seed, signal } = options;
  const deadlineMs = performance.now() + options.timeLimitMs;
  const unit = train.sessions ? 'session' : 'line';
  const { method, folds } = foldsOf(train, test);
  const unitsPerDay = unitsPerDayOf(train);
  const budgetPerDay =
    options.budgetPerDay ?? defaultAlertBudget(MAX_DEFAULT_BUDGET_PER_DAY, unitsPerDay);
  const budgetShare = Math.min(1, budgetPerDay / unitsPerDay);
  const attempt = (configuration: Configuration, seeds: readonly number[]): Promise<Trial> =>
    method === 'stability'
      ? tryWithoutLabels(configuration, folds[0], unitsPerDay, { seeds, budgetShare, signal })
      : tryWithLabels(configuration, folds, { seeds, budgetShare, signal });
  const searchSeeds = seedsFrom(seed, method === 'stability' ? STABILITY_SEEDS : 1);

  const allowed = budgetShare * unitCount(folds[0].test);
  const compare = (trial: Trial, other: Trial) => compareTrials(trial, other, allowed);
  const total = configurationCount(unit);
  const usual = defaultConfiguration(unit);
  yield { tried: 0, total, configuration: describeConfiguration(usual) };
  const first = await attempt(usual, searchSeeds);
  const trials = [first];
  let best = first;
  let isCutShort = false;
  for (const step of searchSteps(unit)) {
    const from = best;
    for (const configuration of step(from.configuration)) {
      signal?.throwIfAborted();
      if (performance.now() > deadlineMs) {
        isCutShort = true;
        break;
      }
      yield { tried: trials.length, total, configuration: describeConfiguration(configuration) };
      const trial = await attempt(configuration, searchSeeds);
      trials.push(trial);
      if (compare(trial, best).gain > 0) best = trial;
    }
  }
  yield { tried: trials.length, total, configuration: 'the best once more' };
  let verdict: Verdict = { gain: 0, noise: 0 };
  if (best !== first) {
    // The search has picked the luckiest of many: other seeds tell how much of it was luck.
    const seeds = method === 'stability' ? searchSeeds : seedsFrom(seed, FINAL_SEEDS);
    const again = await attempt(best.configuration, seeds);
    verdict = compare(again, await attempt(usual, seeds));
  }
  const isWithinNoise = best !== first && verdict.gain <= verdict.noise;
  const proposal = isWithinNoise ? usual : best.configuration;
  const isBudgetOpen = options.budgetPerDay === undefined && method !== 'stability';
  const budgets = isBudgetOpen ? await tryBudgets(proposal, folds, { seed, signal }) : [];
  return {
    method,
    unit,
    trials: trials as LabelledTrial[] | UnlabelledTrial[],
    best: best.configuration,
    verdict,
    proposal,
    isWithinNoise,
    budgets,
    budgetPerDay: budgets.length > 0 ? bestShare(budgets) * unitsPerDay : budgetPerDay,
    unitsPerDay,
    onTest: method === 'training_labels' ? await onTestFile(options, usual, proposal) : null,
    isCutShort,
  };
}

function foldsOf(train: Rows, test: Rows | undefined): { method: TuneMethod; folds: Fold[] } {
  if (test && (train.sessions === undefined) !== (test.sessions === undefined))
    throw new EvaluateError('One of the files has sessions and the other has none.');
  const folds = foldsInTime(train, FOLDS).filter((fold) => hasBothKinds(fold.test));
  if (folds.length > 0) return { method: 'training_labels', folds };
  if (test && hasBothKinds(test)) {
    const stretches = foldsInTime(test, FOLDS - 1);
    const parts = [
      ...stretches.slice(0, 1).map((fold) => fold.train),
      ...stretches.map((f) => f.test),
    ];
    const judged = parts.filter(hasBothKinds);
    return {
      method: 'test_labels',
      folds: (judged.length > 0 ? judged : [test]).map((part) => ({ train, test: part })),
    };
  }
  const halves = foldsInTime(train, 1);
  if (halves.length === 0 || unitCount(train) < 2)
    throw new EvaluateError('There are too few lines to tune anything by.');
  return { method: 'stability', folds: halves };
}

/** The share with the greatest F1; of equal ones the smallest. */
const bestShare = (budgets: readonly BudgetTrial[]): number =>
  budgets.reduce((best, trial) => (trial.f1 > best.f1 ? trial : best)).share;

function compareTrials(trial: Trial, usual: Trial, allowed: number): Verdict {
  if ('stability' in trial && 'stability' in usual) return compareUnlabelled(trial, usual, allowed);
  return compareLabelled(trial as LabelledTrial, usual as LabelledTrial);
}

const seedsFrom = (seed: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => seed + i);

async function onTestFile(
  { train, test, seed, signal }: TuneOptions,
  usual: Configuration,
  proposal: Configuration,
): Promise<TuneResult['onTest']> {
  if (!test || !hasBothKinds(test)) return null;
  const judge = async ({ detectors, features, severityPrior, unit }: Configuration) => {
    const ofLines = unit === 'line' ? { features, severityPrior } : {};
    const how = { detectors: [...detectors], ...ofLines, seed, signal };
    return (await evaluateRows(train, test, how)).report;
  };
  const usually = await judge(usual);
  return { usual: usually, proposal: proposal === usual ? usually : await judge(proposal) };
}
