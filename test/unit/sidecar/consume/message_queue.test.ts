import { MessageQueue } from '../../../../sidecar/consume/message_queue';
import type { KafkaMessage } from '../../../../sidecar/sources/kafka/message';

const messages = (from: number, to: number): KafkaMessage[] =>
  Array.from({ length: to - from }, (_, i) => ({
    offset: from + i,
    timestampMs: 0,
    key: null,
    value: Buffer.alloc(50),
    headers: [],
  }));

const offsets = (taken: readonly KafkaMessage[]) => taken.map(({ offset }) => offset);

describe('MessageQueue', () => {
  it('should give messages in their order, as many as asked for and below an offset', () => {
    const queue = new MessageQueue();
    queue.add(messages(10, 14), 0);
    queue.add(messages(14, 16), 5);
    expect(offsets(queue.take(3, 12))).toEqual([10, 11]);
    expect(offsets(queue.take(3, 12))).toEqual([]);
    expect(offsets(queue.take(3))).toEqual([12, 13, 14]);
    expect(offsets(queue.take(3))).toEqual([15]);
    expect(queue.size).toBe(0);
    expect(queue.queuedBytes).toBe(0);
  });

  it('should say how much waits, and for how long', () => {
    const queue = new MessageQueue();
    expect(queue.waitedMs(100)).toBe(0);
    queue.add(messages(0, 10), 100);
    queue.add(messages(10, 20), 150);
    expect(queue.waitedMs(180)).toBe(80);
    expect(queue.queuedBytes).toBe(20 * 150);
    queue.clear();
    expect([queue.size, queue.queuedBytes, queue.waitedMs(200)]).toEqual([0, 0, 0]);
  });

  it('should keep its order over many thousands', () => {
    const queue = new MessageQueue();
    queue.add(messages(0, 30_000), 0);
    const taken: number[] = [];
    while (queue.size > 0) taken.push(...offsets(queue.take(700)));
    expect(taken).toEqual(Array.from({ length: 30_000 }, (_, i) => i));
  });
});
