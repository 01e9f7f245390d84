import {
  budgetThreshold,
  ownThreshold,
  scoreOfNats,
  type Ensemble,
  type Verdicts,
} from '../scoring';

/** The share of the alert budget that each kind of unit may use: a flagged unit stands for many lines. */
const BUDGET_SHARE = 0.5;

/**
 * Score from which units are flagged: one in a thousand (by the gap rule of `ownThreshold`), or what half of the alert
 * budget allows, whichever is less.
 * @param training verdicts on the training units, each judged without itself
 */
export function unitThreshold<Batch>(
  ensemble: Ensemble<Batch>,
  training: Verdicts,
  alertBudgetPerDay: number,
  unitsPerDay: number,
): number {
  const ownNats = ensemble.surpriseOf(ownThreshold(training.combined));
  const share = (BUDGET_SHARE * alertBudgetPerDay) / Math.max(1, unitsPerDay);
  return scoreOfNats(Math.max(ownNats, budgetThreshold(training.surprise, share)));
}
