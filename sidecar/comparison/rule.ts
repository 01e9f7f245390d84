import type { Comparison, ComparisonCriterion } from '../../common/api/models/schema';
import type { Measures } from './measure';

/** A model with what it made of the held-back lines. */
export interface Contestant {
  measures: Measures;
  alertBudgetPerDay: number;
}

export interface HeldBackLines {
  /** Time that the lines span, in days. */
  days: number;
  /** Share of the lines of that time that were judged. */
  share: number;
  /** Lines that analysts judged, by verdict. */
  judgedTrue: number;
  judgedFalse: number;
}

/** Fewer lines tell nothing. */
export const MIN_COMPARED_LINES = 500;

/** Flagged lines off the budget by this factor more than the other's are worse. */
const BUDGET_FACTOR = 1.5;
/** So many lines off the budget are nothing yet. */
const BUDGET_SLACK_LINES = 3;
/** A share of new patterns is worse where it is higher by this factor and by this much. */
const NEW_PATTERN_FACTOR = 1.2;
const NEW_PATTERN_MARGIN = 0.001;
/** Nats by which the mean surprise must be farther off 1 to be worse. */
const SURPRISE_MARGIN = 0.1;

type Outcome = ComparisonCriterion['outcome'];

/**
 * Compares by each criterion. In all of them both models judged the same lines, so that what they differ by is not chance
 * of the lines; the margins keep the new model from being taken or refused for next to nothing.
 */
export function criteriaOf(
  candidate: Contestant,
  active: Contestant,
  activeId: string,
  lines: HeldBackLines,
): ComparisonCriterion[] {
  const [a, b] = [candidate.measures, active.measures];
  const criteria: ComparisonCriterion[] = [];
  if (lines.judgedTrue > 0) {
    criteria.push({
      name: 'true_anomalies_found',
      candidate: a.trueFound,
      active: b.trueFound,
      outcome: smallerIsBetter(b.trueFound, a.trueFound),
      text: `finds ${a.trueFound} of ${lines.judgedTrue} lines judged true, ${activeId} finds ${b.trueFound}`,
    });
  }
  if (lines.judgedFalse > 0) {
    criteria.push({
      name: 'false_positives_flagged',
      candidate: a.falseFlagged,
      active: b.falseFlagged,
      outcome: smallerIsBetter(a.falseFlagged, b.falseFlagged),
      text: `flags ${a.falseFlagged} of ${lines.judgedFalse} lines judged false positives, ${activeId} flags ${b.falseFlagged}`,
    });
  }
  criteria.push(
    flaggedPerDay(candidate, active, activeId, lines),
    newPatterns(a, b, activeId),
    meanSurprise(a, b, activeId),
  );
  return criteria;
}

/**
 * The rule. What analysts judged comes first: a model that finds fewer of the true ones, or flags more of the false
 * positives, is not taken. Then the new model is taken unless it is worse by more criteria than it is better by: where
 * they are even, it rests on newer lines.
 */
export function decide(
  criteria: readonly ComparisonCriterion[],
  activeId: string,
): Pick<Comparison, 'decision' | 'reason'> {
  const of = (outcome: Outcome) => criteria.filter((it) => it.outcome === outcome);
  const worse = of('worse');
  const better = of('better');
  const againstLabels = worse.filter(
    ({ name }) => name === 'true_anomalies_found' || name === 'false_positives_flagged',
  );
  if (againstLabels.length > 0 || worse.length > better.length) {
    const told = againstLabels.length > 0 ? againstLabels : worse;
    return { decision: 'kept', reason: `the new model ${listed(told)}` };
  }
  return {
    decision: 'activated',
    reason:
      better.length > 0
        ? `the new model ${listed(better)}`
        : `the new model is no worse than ${activeId} and rests on newer lines`,
  };
}

function flaggedPerDay(
  candidate: Contestant,
  active: Contestant,
  activeId: string,
  { days, share }: HeldBackLines,
): ComparisonCriterion {
  const scale = days * share;
  const offBudget = ({ measures, alertBudgetPerDay }: Contestant) =>
    Math.abs(
      Math.log(
        (measures.flagged + BUDGET_SLACK_LINES) / (alertBudgetPerDay * scale + BUDGET_SLACK_LINES),
      ),
    );
  const perDay = ({ measures }: Contestant) => measures.flagged / scale;
  return {
    name: 'flagged_per_day',
    candidate: perDay(candidate),
    active: perDay(active),
    outcome: smallerIsBetter(offBudget(candidate), offBudget(active), Math.log(BUDGET_FACTOR)),
    text:
      `flags ${rounded(perDay(candidate))} lines a day of a budget of ${rounded(candidate.alertBudgetPerDay)}, ` +
      `${activeId} flags ${rounded(perDay(active))} of ${rounded(active.alertBudgetPerDay)}`,
  };
}

function newPatterns(a: Measures, b: Measures, activeId: string): ComparisonCriterion {
  const [candidate, active] = [a.newPatterns / a.lines, b.newPatterns / b.lines];
  const isMore = (x: number, y: number) => x > y * NEW_PATTERN_FACTOR + NEW_PATTERN_MARGIN;
  return {
    name: 'new_pattern_share',
    candidate,
    active,
    outcome: isMore(candidate, active) ? 'worse' : isMore(active, candidate) ? 'better' : 'equal',
    text: `does not know the pattern of ${percent(candidate)} of the lines, ${activeId} of ${percent(active)}`,
  };
}

function meanSurprise(a: Measures, b: Measures, activeId: string): ComparisonCriterion {
  const [candidate, active] = [a.surpriseNats / a.lines, b.surpriseNats / b.lines];
  // −ln p of lines like those of the training is spread exponentially, with mean 1.
  const [offA, offB] = [Math.abs(candidate - 1), Math.abs(active - 1)];
  return {
    name: 'mean_surprise',
    candidate,
    active,
    outcome: smallerIsBetter(offA, offB, SURPRISE_MARGIN),
    text: `is surprised by ${candidate.toFixed(2)} nats a line where 1 is to be expected, ${activeId} by ${active.toFixed(2)}`,
  };
}

function smallerIsBetter(candidate: number, active: number, margin = 0): Outcome {
  if (candidate < active - margin) return 'better';
  return candidate > active + margin ? 'worse' : 'equal';
}

const listed = (criteria: readonly ComparisonCriterion[]) =>
  criteria.map(({ text }) => text).join('; ');

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;

function rounded(value: number): string {
  return value >= 10 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toFixed(1)));
}
