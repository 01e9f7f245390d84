import type { Notifier } from '../../../common/api/settings/notifiers';
import type { Message } from '../../../common/notifications/message';
import { describeError } from '../../elasticsearch/errors';
import type { Logger } from '../../logger';
import type { Metrics } from '../../metrics/metrics';
import { waitingMessage } from '../messages/waiting';
import { send, type SendOptions } from '../send';
import { newNotifierMemory, type NotificationState, type NotifierMemory } from '../state';
import { nextSlotMs, withinHour } from './rate_limit';
import { addWaiting, tryLater } from './waiting';

const MAX_TRIES = 5;
const FIRST_RETRY_MS = 10_000;
/** Messages that are kept as they are; beyond it the oldest are summed up. */
const MAX_OUTBOX = 100;

export interface OutboxOptions extends SendOptions {
  notifiers: readonly Notifier[];
  publicUrl: string | null;
  log: Logger;
  metrics: Metrics;
  /** Nothing more is sent once it is aborted. */
  signal: AbortSignal;
  /** Writes the state down, as it is when it is called. */
  save: () => Promise<void>;
}

/** Puts messages into the state, for whoever of the notifiers is there and on. */
export function enqueue(
  state: NotificationState,
  messages: readonly Message[],
  to: readonly string[],
  nowMs: number,
): void {
  if (to.length === 0) return;
  const now = new Date(nowMs).toISOString();
  for (const message of messages) {
    const waiting = to.map((id) => [id, { tries: 0, next_try_at: now }]);
    state.outbox.push({ message, to: Object.fromEntries(waiting) });
  }
  const excess = Math.max(0, state.outbox.length - MAX_OUTBOX);
  for (const { message, to: receivers } of state.outbox.splice(0, excess)) {
    for (const id of Object.keys(receivers)) {
      const memory = memoryOf(state, id);
      memory.waiting = addWaiting(memory.waiting, message, { why: 'failed', nextTryMs: nowMs });
    }
  }
}

/**
 * Sends what is due: to each notifier one by one, to all of them side by side. What a notifier has taken is struck out
 * at once, so that a crash repeats no more than what was under way.
 */
export async function deliver(state: NotificationState, options: OutboxOptions): Promise<void> {
  const runs = options.notifiers.map((notifier) => new Run(state, notifier, options).run());
  // All of them end before a failure to write is told: none goes on with a state that is given up.
  const failed = (await Promise.allSettled(runs)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** One notifier's turn. */
class Run {
  private readonly memory: NotifierMemory;

  constructor(
    private readonly state: NotificationState,
    private readonly notifier: Notifier,
    private readonly options: OutboxOptions,
  ) {
    this.memory = memoryOf(state, notifier.id);
  }

  async run(): Promise<void> {
    if (await this.sendOwn()) await this.sendWaiting();
  }

  /** @returns whether the notifier has taken all that it was asked to */
  private async sendOwn(): Promise<boolean> {
    const { id } = this.notifier;
    // That something is over comes after that it is on, however often that has to be tried.
    const blocked = new Set<string>();
    for (const { message, to } of this.state.outbox.filter((it) => id in it.to)) {
      if (this.options.signal.aborted) return false;
      const { tries, next_try_at: nextTryAt } = to[id];
      const nowMs = Date.now();
      if (Date.parse(nextTryAt) > nowMs) blocked.add(message.key);
      if (blocked.has(message.key)) continue;
      if (this.isOverLimit(nowMs)) {
        this.waitForRoom(message, nowMs);
      } else if (!(await this.trySend(message))) {
        if (tries + 1 < MAX_TRIES) {
          const next_try_at = new Date(Date.now() + FIRST_RETRY_MS * 2 ** tries).toISOString();
          to[id] = { tries: tries + 1, next_try_at };
        } else {
          this.waitForBetter(message);
        }
        await this.options.save();
        // The others have their turn in the next round: each may have to be waited for.
        return false;
      }
      this.strikeOut(message);
      await this.options.save();
    }
    return true;
  }

  private waitForRoom(message: Message, nowMs: number): void {
    const { memory, notifier, options } = this;
    const nextTryMs = nextSlotMs(memory.sent, notifier.max_per_hour, nowMs);
    memory.waiting = addWaiting(memory.waiting, message, { why: 'limit', nextTryMs });
    options.metrics.notified('limited');
  }

  /** A notifier that takes nothing gets what there was as soon as it takes something. */
  private waitForBetter(message: Message): void {
    const nowMs = Date.now();
    const waiting = addWaiting(this.memory.waiting, message, { why: 'failed', nextTryMs: nowMs });
    this.memory.waiting = tryLater(waiting, nowMs);
    this.strikeOut(message);
  }

  /** What was over the bound, or was not taken, in one message. */
  private async sendWaiting(): Promise<void> {
    const { memory, notifier, options } = this;
    const { waiting } = memory;
    const nowMs = Date.now();
    if (options.signal.aborted || !waiting) return;
    if (Date.parse(waiting.next_try_at) > nowMs) return;
    if (nextSlotMs(memory.sent, notifier.max_per_hour, nowMs) > nowMs) return;
    const { publicUrl } = options;
    const about = { publicUrl, maxPerHour: notifier.max_per_hour, nowMs };
    const isTaken = await this.trySend(waitingMessage(waiting, about));
    memory.waiting = isTaken ? null : tryLater(waiting, Date.now());
    await options.save();
  }

  /** @returns whether it was taken */
  private async trySend(message: Message): Promise<boolean> {
    const { memory, notifier, options } = this;
    const { log, metrics } = options;
    const rule = this.state.rules[message.rule_id];
    try {
      await send(notifier, message, options);
      const nowMs = Date.now();
      metrics.notified('sent');
      memory.sent = [...withinHour(memory.sent, nowMs), nowMs];
      memory.last_sent_at = new Date(nowMs).toISOString();
      memory.last_failure = null;
      // It works again: what it did not take before is told now.
      if (memory.waiting?.why === 'failed') memory.waiting.next_try_at = memory.last_sent_at;
      if (rule) delete rule.failures[notifier.id];
      log.info({ rule: message.rule_id, notifier: notifier.id }, 'Notified');
      return true;
    } catch (error) {
      const reason = describeError(error);
      metrics.notified('failed');
      memory.last_failure = { at: new Date().toISOString(), reason };
      if (rule) rule.failures[notifier.id] = reason;
      log.warn({ rule: message.rule_id, notifier: notifier.id, reason }, 'A notifier failed');
      return false;
    }
  }

  /** As long as something waits for room, what comes after it does, too. */
  private isOverLimit(nowMs: number): boolean {
    const { memory, notifier } = this;
    if (memory.waiting?.why === 'limit') return true;
    return nextSlotMs(memory.sent, notifier.max_per_hour, nowMs) > nowMs;
  }

  private strikeOut(message: Message): void {
    const { outbox } = this.state;
    const place = outbox.findIndex((it) => it.message.id === message.id);
    const entry = outbox.at(place);
    if (place < 0 || !entry) return;
    delete entry.to[this.notifier.id];
    if (Object.keys(entry.to).length === 0) outbox.splice(place, 1);
  }
}

/** Of all that are not taken yet by notifiers that are there: tried one by one, and to be summed up. */
export function pendingMessages(state: NotificationState): number {
  const single = state.outbox.reduce((sum, { to }) => sum + Object.keys(to).length, 0);
  const waiting = Object.values(state.notifiers).reduce(
    (sum, memory) => sum + (memory.waiting?.count ?? 0),
    0,
  );
  return single + waiting;
}

function memoryOf(state: NotificationState, id: string): NotifierMemory {
  return (state.notifiers[id] ??= newNotifierMemory());
}
