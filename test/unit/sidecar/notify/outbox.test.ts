import { EXAMPLE_MESSAGES } from '../../../../common/notifications/example_messages';
import { waitingMessage } from '../../../../sidecar/notify/messages/waiting';
import { nextSlotMs, withinHour } from '../../../../sidecar/notify/outbox/rate_limit';
import { enqueue, pendingMessages } from '../../../../sidecar/notify/outbox/outbox';
import { addWaiting, tryLater } from '../../../../sidecar/notify/outbox/waiting';
import { emptyState, type Waiting } from '../../../../sidecar/notify/state';
import { MINUTE_MS } from './rules';

const NOW_MS = Date.parse('2025-01-02T03:00:00.000Z');
const at = (minute: number) => NOW_MS + minute * MINUTE_MS;
const limit = { why: 'limit' as const, nextTryMs: NOW_MS };
const message = (i: number, severity: 'critical' | 'minor' = 'minor') => ({
  ...EXAMPLE_MESSAGES.firing,
  id: `m${i}`,
  title: `Message ${i}`,
  severity,
  time: new Date(at(i)).toISOString(),
});

describe('the bound of an hour', () => {
  it('should let through so many in any sixty minutes, and say when there is room again', () => {
    const sent = [at(0), at(10), at(20)];
    expect(nextSlotMs([], 3, at(0))).toBe(at(0));
    expect(nextSlotMs(sent.slice(0, 2), 3, at(20))).toBe(at(20));
    expect(nextSlotMs(sent, 3, at(21))).toBe(at(60));
    expect(nextSlotMs(sent, 3, at(60))).toBe(at(60));
    // Lowered to one: the last one has to be an hour ago.
    expect(nextSlotMs(sent, 1, at(21))).toBe(at(80));
    expect(withinHour(sent, at(65))).toEqual([at(10), at(20)]);
  });
});

describe('messages that wait', () => {
  it('should count all, list the worst in the order of their time, and be summed up', () => {
    let waiting: Waiting | null = null;
    for (let i = 0; i < 25; i++) {
      waiting = addWaiting(waiting, message(i, i === 3 || i === 24 ? 'critical' : 'minor'), limit);
    }
    if (!waiting) throw new Error('Nothing waits');
    expect([waiting.count, waiting.by_severity]).toEqual([25, { minor: 23, critical: 2 }]);
    expect(waiting.briefs).toHaveLength(20);
    expect(waiting.briefs.at(-1)?.title).toBe('Message 24');
    const about = { publicUrl: null, maxPerHour: 20, nowMs: at(60) };
    const told = waitingMessage(waiting, about);
    expect(told.title).toBe('25 messages held back: 2 critical, 23 minor');
    expect([told.severity, told.count, told.status]).toEqual(['critical', 25, 'digest']);
    expect(told.text).toContain('No more than 20 messages an hour go to this notifier.');
    expect(told.text).toContain('2025-01-02 03:03 UTC: Message 3');
    expect(told.text).toContain('And 5 more.');
    // The same when it is sent again, another one with more in it.
    expect(waitingMessage(waiting, about).id).toBe(told.id);
    expect(waitingMessage(addWaiting(waiting, message(30), limit), about).id).not.toBe(told.id);
  });

  it('should be tried with growing waits of an hour at most', () => {
    let waiting = addWaiting(null, message(0), { why: 'failed', nextTryMs: NOW_MS });
    const waits = Array.from({ length: 6 }, () => {
      waiting = tryLater(waiting, NOW_MS);
      return (Date.parse(waiting.next_try_at) - NOW_MS) / MINUTE_MS;
    });
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('should be summed up where there are too many to keep them whole', () => {
    const state = emptyState();
    const messages = Array.from({ length: 130 }, (_, i) => message(i));
    enqueue(state, messages, ['mail', 'hook'], NOW_MS);
    expect([state.outbox.length, state.outbox[0].message.title]).toEqual([100, 'Message 30']);
    expect(state.notifiers.mail.waiting?.count).toBe(30);
    expect(pendingMessages(state)).toBe(2 * 130);
    enqueue(state, messages, [], NOW_MS);
    expect(pendingMessages(state)).toBe(2 * 130);
  });
});
