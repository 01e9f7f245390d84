import { defaultConfiguration } from '../../../../sidecar/tune/configuration';
import { compareLabelled, compareUnlabelled, costOf } from '../../../../sidecar/tune/choose';

const configuration = defaultConfiguration('line');
const labelled = (...averagePrecision: number[]) => ({
  configuration,
  averagePrecision,
  ownF1: [],
  f1AtBudget: [],
});
const unlabelled = (budgetRatio: number, stability: number) => ({
  configuration,
  flaggedPerDay: 0,
  budgetRatio,
  stability,
});

describe('compareLabelled', () => {
  it('should take a gain that every fold has for more than noise, however much folds differ', () => {
    const verdict = compareLabelled(labelled(0.3, 0.6, 0.9), labelled(0.2, 0.5, 0.8));
    expect(verdict.gain).toBeCloseTo(0.1, 12);
    expect(verdict.noise).toBeCloseTo(0.01, 12);
  });

  it('should take a gain of one fold for noise', () => {
    // Gains .3, 0, 0: mean .1, standard deviation √.03, two standard errors .2.
    const verdict = compareLabelled(labelled(0.5, 0.5, 0.8), labelled(0.2, 0.5, 0.8));
    expect(verdict.gain).toBeCloseTo(0.1, 12);
    expect(verdict.noise).toBeCloseTo(0.2, 12);
  });

  it('should tell nothing from a single fold', () => {
    expect(compareLabelled(labelled(1), labelled(0)).noise).toBe(Infinity);
  });
});

describe('compareUnlabelled', () => {
  it('should charge what lies beyond a factor of 1.5 of the budget, and instability', () => {
    expect(costOf(unlabelled(1.5, 1))).toBeCloseTo(0, 12);
    expect(costOf(unlabelled(1 / 1.5, 0.75))).toBeCloseTo(0.25, 12);
    expect(costOf(unlabelled(3, 1))).toBeCloseTo(Math.log(2), 12);
    expect(costOf(unlabelled(0, 1))).toBeGreaterThan(6);
  });

  it('should take more for noise the fewer alerts there are', () => {
    const [steady, off] = [unlabelled(1, 1), unlabelled(3, 1)];
    expect(compareUnlabelled(steady, off, 4).gain).toBeCloseTo(Math.log(2), 12);
    expect(compareUnlabelled(steady, off, 4).noise).toBe(1);
    expect(compareUnlabelled(steady, off, 10_000).noise).toBeCloseTo(0.05, 12);
  });
});
