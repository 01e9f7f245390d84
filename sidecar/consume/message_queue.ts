import type { KafkaMessage } from '../sources/kafka/message';

/** Messages of one partition that were read and not worked on yet, in their order. */
export class MessageQueue {
  private messages: KafkaMessage[] = [];
  private start = 0;
  private bytes = 0;
  /** When the oldest of them came. */
  private sinceMs = 0;

  get size(): number {
    return this.messages.length - this.start;
  }

  get queuedBytes(): number {
    return this.bytes;
  }

  /** How long the oldest message waits. */
  waitedMs(nowMs: number): number {
    return this.size === 0 ? 0 : nowMs - this.sinceMs;
  }

  add(messages: readonly KafkaMessage[], nowMs: number): void {
    if (messages.length === 0) return;
    if (this.size === 0) this.sinceMs = nowMs;
    for (const message of messages) {
      this.messages.push(message);
      this.bytes += sizeOf(message);
    }
  }

  /** Takes up to so many, those below `endOffset` only. */
  take(most: number, endOffset = Infinity): KafkaMessage[] {
    const taken: KafkaMessage[] = [];
    while (taken.length < most && this.start < this.messages.length) {
      const message = this.messages[this.start];
      if (message.offset >= endOffset) break;
      this.start++;
      this.bytes -= sizeOf(message);
      taken.push(message);
    }
    if (this.start > 10_000 || this.start === this.messages.length) {
      this.messages = this.messages.slice(this.start);
      this.start = 0;
    }
    return taken;
  }

  clear(): void {
    this.messages = [];
    this.start = 0;
    this.bytes = 0;
  }
}

/** A message without content is not without cost. */
const MESSAGE_OVERHEAD_BYTES = 100;

const sizeOf = ({ key, value }: KafkaMessage): number =>
  MESSAGE_OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
