import {
  emptyMeasures,
  latestVerdicts,
  type Measures,
} from '../../../../sidecar/comparison/measure';
import { criteriaOf, decide, type Contestant } from '../../../../sidecar/comparison/rule';
import type { Label } from '../../../../common/api/labels/schema';

/** Half a day of which every second line was judged. */
const LINES = { days: 0.5, share: 0.5, judgedTrue: 4, judgedFalse: 2 };

function contestant(measures: Partial<Measures> = {}): Contestant {
  const usual = { lines: 10_000, flagged: 25, newPatterns: 20, surpriseNats: 10_000, trueFound: 3 };
  return { measures: { ...emptyMeasures(), ...usual, ...measures }, alertBudgetPerDay: 100 };
}

function compare(candidate: Partial<Measures>, active: Partial<Measures> = {}, lines = LINES) {
  const criteria = criteriaOf(contestant(candidate), contestant(active), 'a-v1', lines);
  const outcomes = Object.fromEntries(criteria.map(({ name, outcome }) => [name, outcome]));
  return { criteria, outcomes, ...decide(criteria, 'a-v1') };
}

describe('the comparison of a new model with the active one', () => {
  it('should take the new one where they are even, since it rests on newer lines', () => {
    const { decision, reason, outcomes } = compare({});
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['equal']));
    expect(Object.keys(outcomes)).toHaveLength(5);
    expect(decision).toBe('activated');
    expect(reason).toBe('the new model is no worse than a-v1 and rests on newer lines');
  });

  it('should count flagged lines a day in all lines, not only in those judged', () => {
    const { criteria, outcomes, decision, reason } = compare({ flagged: 60 });
    expect(criteria.find(({ name }) => name === 'flagged_per_day')).toMatchObject({
      candidate: 240,
      active: 100,
    });
    expect(outcomes.flagged_per_day).toBe('worse');
    expect(decision).toBe('kept');
    expect(reason).toBe(
      'the new model flags 240 lines a day of a budget of 100, a-v1 flags 100 of 100',
    );
    expect(compare({}, { flagged: 60 }).outcomes.flagged_per_day).toBe('better');
    // A model that has gone blind is off the budget, too.
    expect(compare({ flagged: 0 }).outcomes.flagged_per_day).toBe('worse');
    // 28/28 against 40/28: a factor of 1.43 is within the margin.
    expect(compare({ flagged: 37 }).outcomes.flagged_per_day).toBe('equal');
  });

  it('should weigh new patterns and surprise', () => {
    // 0.35 % against 0.2 %: more than 1.2 · 0.2 % + 0.1 %.
    expect(compare({ newPatterns: 35 }).outcomes.new_pattern_share).toBe('worse');
    expect(compare({ newPatterns: 34 }).outcomes.new_pattern_share).toBe('equal');
    expect(compare({}, { newPatterns: 35 }).outcomes.new_pattern_share).toBe('better');
    expect(compare({ surpriseNats: 12_000 }).outcomes.mean_surprise).toBe('worse');
    expect(compare({ surpriseNats: 8_000 }).outcomes.mean_surprise).toBe('worse');
    expect(compare({}, { surpriseNats: 8_000 }).outcomes.mean_surprise).toBe('better');
  });

  it('should take a model that is better by as much as it is worse', () => {
    const even = compare({ newPatterns: 60 }, { surpriseNats: 20_000 });
    expect(even.decision).toBe('activated');
    expect(even.reason).toContain('nats a line');
    const worse = compare({ newPatterns: 60, flagged: 90 }, { surpriseNats: 20_000 });
    expect(worse.decision).toBe('kept');
  });

  it('should put what analysts judged before everything else', () => {
    const better = { newPatterns: 400, surpriseNats: 20_000, flagged: 500 };
    const lost = compare({ trueFound: 2 }, better);
    expect(lost.decision).toBe('kept');
    expect(lost.reason).toBe('the new model finds 2 of 4 lines judged true, a-v1 finds 3');
    expect(compare({ falseFlagged: 1 }, better)).toMatchObject({ decision: 'kept' });
    expect(compare({ trueFound: 4 }, { flagged: 25 }).decision).toBe('activated');
  });

  it('should leave out what nobody judged', () => {
    const { outcomes } = compare({}, {}, { ...LINES, judgedTrue: 0, judgedFalse: 0 });
    expect(Object.keys(outcomes)).toEqual([
      'flagged_per_day',
      'new_pattern_share',
      'mean_surprise',
    ]);
  });
});

describe('latestVerdicts', () => {
  const label = (id: string, verdict: Label['verdict'], day: number, host = 'h'): Label => ({
    id,
    verdict,
    template_id: 't',
    template_text: 't',
    host,
    score: 50,
    message: 'm',
    comment: null,
    user: null,
    created_at: `2026-01-0${day}T00:00:00.000Z`,
    until: null,
    anomaly_index: 'i',
    anomaly_id: 'a',
  });

  it('should take the latest of each pattern and host, mutes aside', () => {
    const labels = [
      label('new', 'true', 3),
      label('mute', 'mute', 4),
      label('old', 'false_positive', 2),
      label('other', 'false_positive', 1, 'g'),
    ];
    expect(latestVerdicts(labels).map(({ id }) => id)).toEqual(['new', 'other']);
  });
});
