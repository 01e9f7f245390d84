import type { ToJob } from './protocol';

/** What a running job is told from outside, for it to look at between batches. */
export class JobControl {
  private readonly cancelling = new AbortController();
  private readonly stopping = new AbortController();
  private labelRequests: number[] = [];
  private modelChanged = false;
  private hasTurn = false;
  private wakers: (() => void)[] = [];
  /** Aborted by cancel and by stop: waits and reads end at once. */
  readonly ended = AbortSignal.any([this.cancelling.signal, this.stopping.signal]);

  receive(message: Exclude<ToJob, { type: 'log_level' }>): void {
    switch (message.type) {
      case 'cancel':
        this.cancelling.abort();
        break;
      case 'stop':
        this.stopping.abort();
        break;
      case 'labels':
        this.labelRequests.push(message.id);
        break;
      case 'model':
        this.modelChanged = true;
        break;
      case 'turn':
        this.hasTurn = true;
        break;
    }
    this.wakers.splice(0).forEach((wake) => wake());
  }

  get isEnded(): boolean {
    return this.ended.aborted;
  }

  /** How to end: a cancel wins over a stop. */
  get endState(): 'cancelled' | 'stopped' {
    return this.cancelling.signal.aborted ? 'cancelled' : 'stopped';
  }

  get wantsLabels(): boolean {
    return this.labelRequests.length > 0;
  }

  /** Requests to reload the labels that came since the last call; each is to be answered. */
  takeLabelRequests(): number[] {
    return this.labelRequests.splice(0);
  }

  takeModelChange(): boolean {
    const changed = this.modelChanged;
    this.modelChanged = false;
    return changed;
  }

  /** Resolves when the turn came, or the job is to end. */
  async turn(): Promise<void> {
    while (!this.hasTurn && !this.isEnded) await this.nextMessage();
  }

  /** Waits, but not longer than until the next message. */
  async sleep(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([elapsed, this.nextMessage()]);
    clearTimeout(timer);
  }

  private nextMessage(): Promise<void> {
    return new Promise((resolve) => this.wakers.push(resolve));
  }
}
