import { emptyState, newRuleMemory, readState, remember } from '../../../../sidecar/notify/state';

const NOW_MS = Date.parse('2025-01-02T03:00:00.000Z');

describe('what notifications remember', () => {
  it('should be read as it was written', () => {
    const state = { ...emptyState(), rules: { many: newRuleMemory(['a'], NOW_MS) } };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('should be read as the version before wrote it, with what is still to be sent', () => {
    const message = {
      title: '12 flagged lines in 5 minutes',
      text: 'text',
      severity: 'major',
      count: 12,
      url: '',
      time: '2025-01-02T02:59:00.000Z',
      rule: 'Many',
    };
    const pending = {
      message,
      notifiers: ['hook'],
      tries: 2,
      next_try_at: '2025-01-02T03:00:10.000Z',
    };
    const memory = {
      last_message_at: '2025-01-02T02:59:00.000Z',
      last_text: message.title,
      told: { a: '2025-01-02T02:00:00.000Z' },
      failures: { hook: 'hook answered with status 500.' },
    };
    const before = { rules: { many: { ...memory, pending }, new: { ...memory, pending: null } } };
    const state = readState(before);
    expect(Object.keys(state?.rules ?? {})).toEqual(['many', 'new']);
    expect(state?.rules.many).toMatchObject({ ...memory, firing: null, open: [], held: null });
    expect(state?.outbox).toHaveLength(1);
    expect(state?.outbox[0]).toMatchObject({
      message: { ...message, rule_id: 'many', status: 'firing' },
      to: { hook: { tries: 2, next_try_at: '2025-01-02T03:00:10.000Z' } },
    });
  });

  it('should be nothing where a later version wrote it', () => {
    expect(readState({ version: 3, rules: {} })).toBeNull();
    expect(readState({ rules: 'none' })).toBeNull();
  });

  it('should forget incidents that are no news any more, and keep no more than 2,000', () => {
    const day = (n: number) => new Date(NOW_MS - n * 86_400_000).toISOString();
    const told = { old: day(2.1), late: day(1.9) };
    expect(Object.keys(remember(told, ['new'], NOW_MS, 0))).toEqual(['late', 'new']);
    expect(Object.keys(remember(told, ['new'], NOW_MS, 86_400_000))).toHaveLength(3);
    const many = Array.from({ length: 2_500 }, (_, i) => `id${i}`);
    expect(Object.keys(remember(told, many, NOW_MS, 0)).at(0)).toBe('id500');
  });
});
