import type { Logger } from '../logger';

/** How long an answer waits for a running job to take up a change. */
const JOBS_TIMEOUT_MS = 3_000;
const LATE_JOBS_TIMEOUT_MS = 10 * 60_000;

export interface JudgingChangesOptions {
  log: Logger;
  /** Lets everything that scores know labels and thresholds as they are now; false where that took too long. */
  onChange: (timeoutMs: number) => Promise<boolean>;
}

/** Makes changes to what lines are judged by, one after another, so that none is judged by half of them. */
export class JudgingChanges {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: JudgingChangesOptions) {}

  inOrder<T>(change: () => Promise<T>): Promise<T> {
    const done = this.last.then(change);
    this.last = done.catch(() => {});
    return done;
  }

  /** Tells everything that scores, then judges anew what is stored. */
  async apply<T>(rejudge: () => Promise<T>): Promise<T> {
    const { onChange, log } = this.options;
    const everyoneKnows = await onChange(JOBS_TIMEOUT_MS);
    const answer = await rejudge();
    if (!everyoneKnows) {
      // A batch that was judged as before may still be written; it is set right afterwards.
      void onChange(LATE_JOBS_TIMEOUT_MS)
        .then(() => this.inOrder(rejudge))
        .catch((error: unknown) => log.error({ err: error }, 'Stored anomalies not judged anew'));
    }
    return answer;
  }
}
