import { BundleError } from '../../bundle';
import { quantile } from '../../scoring/tail_calibration';

/**
 * Turns a score that has no natural unit into nats: 0 at the training median, and so wide that the 90th percentile
 * lies ln 5 above it, as in an exponential tail.
 */
export class TailUnits {
  private constructor(
    readonly median: number,
    readonly width: number,
  ) {}

  /** @param leastWidth below it, a difference of scores is rounding */
  static fit(trainingScores: Float64Array, leastWidth: number): TailUnits {
    const sorted = Float64Array.from(trainingScores).sort();
    const median = quantile(sorted, 0.5);
    const width = (quantile(sorted, 0.9) - median) / Math.log(5);
    return new TailUnits(median, Math.max(leastWidth, width));
  }

  nats(score: number): number {
    return (score - this.median) / this.width;
  }

  toJSON(): [number, number] {
    return [this.median, this.width];
  }

  /** @throws BundleError */
  static fromJSON(json: unknown): TailUnits {
    const [median, width] = Array.isArray(json) ? (json as unknown[]) : [];
    if (typeof median !== 'number' || typeof width !== 'number' || !(width > 0))
      throw new BundleError('the units of the raw score are missing');
    return new TailUnits(median, width);
  }
}
