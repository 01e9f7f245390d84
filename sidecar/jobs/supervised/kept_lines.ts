import type { LogEvent } from '../../pipeline/parse';

/** Lines without a label that a classifier gets to see: enough to know what is usual. */
const MAX_LINES = 20_000;

/** Keeps every so many lines of what is read the first time, so that nothing need be read again. */
export class KeptLines {
  readonly events: LogEvent[] = [];
  private readonly every: number;
  private isFirst = true;

  /** @param lines how many will be read, about */
  constructor(lines: number) {
    this.every = Math.max(1, Math.ceil(lines / MAX_LINES));
  }

  /** The same batches. */
  async *watch(batches: AsyncIterable<LogEvent[]>): AsyncGenerator<LogEvent[]> {
    const keeps = this.isFirst;
    this.isFirst = false;
    let seen = 0;
    for await (const events of batches) {
      if (keeps)
        for (const event of events)
          if (seen++ % this.every === 0 && event.raw.length > 0) this.events.push(event);
      yield events;
    }
  }
}
