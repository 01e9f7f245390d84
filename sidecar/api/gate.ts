import { ProblemError } from '../store/stores';

/** Lets so many through at once and turns the others away, rather than have them all wait. */
export class Gate {
  private inside = 0;

  constructor(private readonly max: number) {}

  /** @throws ProblemError with 429 where it is full */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.max) {
      throw new ProblemError(
        429,
        'too_many_requests',
        `${this.max} requests are worked on already (ANOMALIES_MAX_CONCURRENT_REQUESTS). Ask again in a moment.`,
        1,
      );
    }
    this.inside++;
    try {
      return await work();
    } finally {
      this.inside--;
    }
  }
}
