import type { CommittedOffset } from '../sources/kafka/group_member';

/**
 * Commits the newest offsets of all partitions, one request at a time. A commit that fails is of no harm, since what counts
 * is the checkpoint; it is made with the next one, or when {@link retry} is called.
 */
export class Commits {
  private readonly pending = new Map<string, CommittedOffset>();
  private running: Promise<void> | null = null;

  constructor(private readonly commit: (offsets: readonly CommittedOffset[]) => Promise<void>) {}

  add(topic: string, partition: number, offset: number): void {
    this.pending.set(keyOf(topic, partition), { topic, partition, offset });
    this.retry();
  }

  /** Another process commits for this partition from now on. */
  forget(topic: string, partition: number): void {
    this.pending.delete(keyOf(topic, partition));
  }

  retry(): void {
    if (this.running || this.pending.size === 0) return;
    this.running = this.send().finally(() => (this.running = null));
  }

  /** Resolves once what was added is committed, or was refused. */
  async settled(): Promise<void> {
    this.retry();
    await this.running;
  }

  private async send(): Promise<void> {
    while (this.pending.size > 0) {
      const sent = [...this.pending];
      try {
        await this.commit(sent.map(([, offset]) => offset));
      } catch {
        return;
      }
      for (const [key, offset] of sent) {
        if (this.pending.get(key) === offset) this.pending.delete(key);
      }
    }
  }
}

const keyOf = (topic: string, partition: number): string => `${topic}/${partition}`;
