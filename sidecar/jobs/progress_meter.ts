/** Below this share of the work an estimate would jump about. */
const MIN_FRACTION = 0.02;
const MIN_ELAPSED_MS = 1_000;

/** Estimates the time that is left from the time that was taken. */
export class ProgressMeter {
  private readonly startMs: number;

  constructor(
    private readonly startFraction: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startMs = now();
  }

  /** Whole seconds still to go when `fraction` of the work is done; null while that is a guess. */
  remainingSeconds(fraction: number): number | null {
    const elapsedMs = this.now() - this.startMs;
    const done = fraction - this.startFraction;
    if (fraction >= 1) return 0;
    if (done < MIN_FRACTION || elapsedMs < MIN_ELAPSED_MS) return null;
    return Math.round((elapsedMs * (1 - fraction)) / done / 1_000);
  }
}
