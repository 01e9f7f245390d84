import type { IncidentRule } from '../../../../common/api/settings/rules';
import type { StoredIncident } from '../../../../common/incident';
import { incidentStep } from '../../../../sidecar/notify/rules/incident_step';
import { newRuleMemory, type RuleMemory } from '../../../../sidecar/notify/state';
import { incident, incidentRule, MINUTE_MS } from './rules';

const START_MS = Date.parse('2025-01-02T03:00:00.000Z');
const iso = (minute: number) => new Date(START_MS + minute * MINUTE_MS).toISOString();

/** A rule that sees all incidents that there are, minute by minute. */
function watch(rule: IncidentRule) {
  let memory: RuleMemory = newRuleMemory([], START_MS);
  return {
    memory: () => memory,
    look(minute: number, there: StoredIncident[], { isHeld = false } = {}) {
      const recent = there.filter(({ dissolved, verdict }) => !dissolved && !verdict);
      const at = { nowMs: START_MS + minute * MINUTE_MS, isHeld };
      const step = incidentStep(rule, memory, { recent, followed: there }, at);
      memory = step.memory;
      if (step.firing) memory = { ...memory, last_message_at: iso(minute) };
      return [
        ...step.over.map(({ open, why }) => `over ${open.key} ${why}`),
        ...(step.firing ? [`new ${step.firing.incidents.map(({ id }) => id).join(' ')}`] : []),
      ];
    },
  };
}

describe('a rule on incidents', () => {
  it('should tell of each once, also under another id, and of all that are new in one message', () => {
    const { look } = watch(incidentRule());
    expect(look(0, [incident('a'), incident('b')])).toEqual(['new a b']);
    expect(look(10, [incident('c', { former_ids: ['a'] }), incident('b')])).toEqual([]);
  });

  it('should keep what comes within the cool-down until its end', () => {
    const { look } = watch(incidentRule({ cooldown_minutes: 60, recovery: false }));
    look(0, [incident('a')]);
    expect(look(30, [incident('a'), incident('b')])).toEqual([]);
    expect(look(60, [incident('b'), incident('c')])).toEqual(['new b c']);
  });

  it('should say that it is over 15 minutes after its last line, once', () => {
    const { look } = watch(incidentRule());
    look(0, [incident('a', { end: iso(0) })]);
    expect(look(14, [incident('a', { end: iso(5), lines: 12 })])).toEqual([]);
    expect(look(20, [incident('a', { end: iso(5), lines: 12 })])).toEqual([]);
    // By then 15 minutes have passed since it was seen to grow, too.
    expect(look(29, [incident('a', { end: iso(5), lines: 12 })])).toEqual(['over new-a quiet']);
    expect(look(40, [incident('a', { end: iso(5), lines: 12 })])).toEqual([]);
  });

  it('should not be over while lines with an old time are still being found', () => {
    const { look } = watch(incidentRule());
    look(0, [incident('a', { lines: 1 })]);
    for (let minute = 10; minute <= 60; minute += 10) {
      expect(look(minute, [incident('a', { lines: minute })])).toEqual([]);
    }
    expect(look(75, [incident('a', { lines: 60 })])).toEqual(['over new-a quiet']);
  });

  it('should be over with all incidents of the message that told them', () => {
    const { look } = watch(incidentRule());
    look(0, [incident('a'), incident('b', { end: iso(20) })]);
    expect(look(16, [incident('a'), incident('b', { end: iso(20) })])).toEqual([]);
    expect(look(35, [incident('a'), incident('b', { end: iso(20) })])).toEqual([
      'over new-a quiet',
    ]);
  });

  it('should be over at once where somebody calls it a false alarm, and where its lines are gone for a while', () => {
    const verdict = { verdict: 'false_positive' as const, comment: null, user: null, at: iso(1) };
    const { look } = watch(incidentRule());
    look(0, [incident('a'), incident('b')]);
    expect(look(1, [incident('a', { verdict }), incident('b', { dissolved: true })])).toEqual([
      'over new-a false_positive',
    ]);
    const other = watch(incidentRule());
    other.look(0, [incident('a')]);
    // Scored anew, they are away for a moment.
    expect(other.look(20, [])).toEqual([]);
    expect(other.look(21, [incident('a', { end: iso(21) })])).toEqual([]);
    expect([other.look(40, []), other.look(54, []), other.look(55, [])]).toEqual([
      [],
      [],
      ['over new-a gone'],
    ]);
  });

  it('should hold in quiet hours what is new and what is over, and let critical ones through where asked', () => {
    const isHeld = true;
    const { look, memory } = watch(incidentRule({ critical_at_once: true }));
    look(0, [incident('told')]);
    const critical = incident('bad', { severity: 'critical', end: iso(10) });
    const minor = incident('held', { end: iso(10) });
    expect(look(10, [incident('told'), critical, minor], { isHeld })).toEqual(['new bad']);
    expect(memory().held).toMatchObject({ incidents: ['bad', 'held'], over: [] });
    expect(memory().open.map(({ key, told }) => [key, told])).toEqual([
      ['new-told', true],
      ['new-held', false],
      ['new-bad', true],
    ]);
    expect(look(40, [incident('told'), critical, minor], { isHeld })).toEqual([]);
    // Nobody was told of the one that was held: that it is over stands in the message that tells it.
    expect(memory().held?.over.map(({ title }) => title)).toEqual([
      'Incident told',
      'Incident bad',
    ]);
    expect(memory().open).toEqual([]);
  });

  it('should follow nothing where the rule does not say that it is over', () => {
    const { look, memory } = watch(incidentRule({ recovery: false }));
    look(0, [incident('a')]);
    expect([memory().open, look(60, [incident('a')])]).toEqual([[], []]);
  });

  it('should follow no more than 500 incidents, the latest', () => {
    const { look, memory } = watch(incidentRule());
    const batch = (name: string) =>
      Array.from({ length: 300 }, (_, i) => incident(`${name}${i}`, { end: iso(60) }));
    look(0, batch('a'));
    look(10, [...batch('a'), ...batch('b')]);
    expect(memory().open.map(({ key }) => key)).toEqual(['new-b0']);
    expect(JSON.stringify(memory()).length).toBeLessThan(100_000);
  });
});
