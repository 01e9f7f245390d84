import { meanOf, type LabelledTrial, type UnlabelledTrial } from './trial';

/** How much better a trial is than the default's, and whether that is more than chance. */
export interface Verdict {
  /** Of the figure that is chosen by; above 0 is better. */
  gain: number;
  /** A gain up to here may be chance. */
  noise: number;
}

/** Standard errors that a gain must exceed. */
const STANDARD_ERRORS = 2;
/** A gain in average precision below this is nothing to change a default for. */
const LEAST_GAIN = 0.01;
/** Flagged over budget within this factor is as good as wished for. */
const BUDGET_FACTOR = 1.5;
/** A gain of this much stability, or of this share off the budget, is nothing to change a default for. */
const LEAST_UNLABELLED_GAIN = 0.05;

/** Compares fold by fold and seed by seed, so that folds that are hard for all do not count as noise. */
export function compareLabelled(trial: LabelledTrial, usual: LabelledTrial): Verdict {
  const gains = trial.averagePrecision.map((value, i) => value - usual.averagePrecision[i]);
  const mean = meanOf(gains);
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  const error =
    gains.length > 1 ? Math.sqrt(squares / (gains.length - 1) / gains.length) : Infinity;
  return { gain: mean, noise: Math.max(LEAST_GAIN, STANDARD_ERRORS * error) };
}

/** What a configuration costs that has no labels to be judged by: instability, and being off the budget. */
export function costOf({ budgetRatio, stability }: UnlabelledTrial): number {
  const off = Math.abs(Math.log(Math.max(budgetRatio, 1e-3)));
  return 1 - stability + Math.max(0, off - Math.log(BUDGET_FACTOR));
}

/** @param allowed units that the budget allows in the judged stretch: the fewer, the more of a ratio is chance */
export const compareUnlabelled = (
  trial: UnlabelledTrial,
  usual: UnlabelledTrial,
  allowed: number,
): Verdict => ({
  gain: costOf(usual) - costOf(trial),
  noise: Math.max(LEAST_UNLABELLED_GAIN, STANDARD_ERRORS / Math.sqrt(Math.max(1, allowed))),
});
