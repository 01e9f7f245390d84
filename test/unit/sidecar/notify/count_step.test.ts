import type { CountRule } from '../../../../common/api/settings/rules';
import { countStep } from '../../../../sidecar/notify/rules/count_step';
import { newRuleMemory, type RuleMemory } from '../../../../sidecar/notify/state';
import { countRule, MINUTE_MS } from './rules';

const START_MS = Date.parse('2025-01-02T03:00:00.000Z');
const iso = (minute: number) => new Date(START_MS + minute * MINUTE_MS).toISOString();

/** A rule that is looked at minute by minute; told messages begin its cool-down as the runner has it. */
function watch(rule: CountRule) {
  let memory: RuleMemory = newRuleMemory([], START_MS);
  return {
    memory: () => memory,
    look(minute: number, lines: number, { isHeld = false, isCritical = false } = {}) {
      const nowMs = START_MS + minute * MINUTE_MS;
      const step = countStep(rule, memory, { lines, isCritical }, { nowMs, isHeld });
      memory = step.memory;
      if (step.firing) memory = { ...memory, last_message_at: iso(minute) };
      if (step.firing) return 'firing';
      return step.recovered ? 'recovered' : null;
    },
  };
}

describe('a rule on the number of lines', () => {
  it('should fire with more lines than allowed, not with as many', () => {
    const { look } = watch(countRule());
    expect([look(0, 5), look(1, 6)]).toEqual([null, 'firing']);
  });

  it('should say that it is over after a whole window without, and since when it was so', () => {
    const { look, memory } = watch(countRule());
    expect(look(0, 6)).toBe('firing');
    expect(look(3, 9)).toBeNull();
    expect([look(4, 5), look(5, 5), look(7, 0)]).toEqual([null, null, null]);
    expect(memory().firing).toMatchObject({ since: iso(0), last_above_at: iso(3) });
    expect(look(8, 0)).toBe('recovered');
    expect([look(9, 0), memory().firing]).toEqual([null, null]);
  });

  it('should not go to and fro with numbers about the bound', () => {
    const { look } = watch(countRule());
    const told = Array.from({ length: 40 }, (_, minute) => look(minute, minute % 4 === 0 ? 6 : 5));
    expect(told.filter((it) => it !== null)).toEqual(['firing']);
  });

  it('should tell again after the cool-down where it still is so, and not before', () => {
    const { look } = watch(countRule({ cooldown_minutes: 30 }));
    const told = Array.from({ length: 61 }, (_, minute) => look(minute, 6));
    expect(told.flatMap((it, minute) => (it === null ? [] : [minute]))).toEqual([0, 30, 60]);
  });

  it('should not say that it is over where nobody was told that it is on', () => {
    const { look } = watch(countRule());
    look(0, 6);
    for (let minute = 1; minute <= 6; minute++) look(minute, 0);
    // The second time falls into the cool-down.
    expect([look(10, 6), look(11, 0), look(20, 0)]).toEqual([null, null, null]);
  });

  it('should not say that it is over where the rule does not want to', () => {
    const { look } = watch(countRule({ recovery: false }));
    expect([look(0, 6), look(5, 0), look(6, 0)]).toEqual(['firing', null, null]);
  });

  it('should hold in quiet hours how often it was so, from the first line on', () => {
    const { look, memory } = watch(countRule());
    const isHeld = true;
    expect([look(10, 6, { isHeld }), look(11, 6, { isHeld })]).toEqual([null, null]);
    for (const minute of [12, 16, 17]) expect(look(minute, 0, { isHeld })).toBeNull();
    look(30, 9, { isHeld });
    expect(memory().held).toEqual({
      since: iso(5),
      firings: 2,
      incidents: [],
      over: [],
      more_over: 0,
    });
  });

  it('should hold that it is over where it was told before the quiet hours', () => {
    const { look, memory } = watch(countRule());
    look(0, 6);
    look(2, 6);
    expect(look(10, 0, { isHeld: true })).toBeNull();
    expect(memory().held?.over).toEqual([
      { title: 'more than 5 flagged lines in 5 minutes', severity: 'major', duration_minutes: 2 },
    ]);
  });

  it('should tell of critical lines in quiet hours where the rule says so, and hold them as well', () => {
    const { look, memory } = watch(countRule({ critical_at_once: true }));
    expect(look(0, 6, { isHeld: true })).toBeNull();
    expect(look(1, 7, { isHeld: true, isCritical: true })).toBe('firing');
    expect(memory().held?.firings).toBe(1);
    const silent = watch(countRule());
    expect(silent.look(0, 7, { isHeld: true, isCritical: true })).toBeNull();
  });
});
