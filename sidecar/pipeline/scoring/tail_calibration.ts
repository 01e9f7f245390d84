/** Nats at the training median: half of all units lie above it. */
const MEDIAN_NATS = Math.LN2;
/** The width is taken from here down, so that what lies above, anomalies among it, does not move it. */
const SCALE_QUANTILE = 0.75;
/** Nats between the median and that quantile. */
const SCALE_NATS = Math.log(0.5 / (1 - SCALE_QUANTILE));
/** Least width of the tail in raw units: below it, rounding would make news. */
const MIN_SCALE = 0.6;

/** The q-quantile of numbers in rising order, interpolated. */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return 0;
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/**
 * An exponential tail through the median and the upper quartile of training scores: raw score → nats, so that about
 * e^−nats of the training units lie above. Anomalies among the training units, up to a quarter, do not move it.
 */
export class TailCalibration {
  constructor(
    readonly median: number,
    readonly scale: number,
  ) {}

  /**
   * @param trainingScores raw scores of units that were judged without themselves
   * @param maxScale greatest width of the tail, where it is known
   */
  static fit(trainingScores: Float64Array, maxScale = Infinity): TailCalibration {
    const sorted = Float64Array.from(trainingScores).sort();
    const median = quantile(sorted, 0.5);
    const scale = (quantile(sorted, SCALE_QUANTILE) - median) / SCALE_NATS;
    return new TailCalibration(median, Math.min(maxScale, Math.max(scale, MIN_SCALE)));
  }

  /** Nats of a raw score, 0 and more. */
  nats(raw: number): number {
    return Math.max(0, MEDIAN_NATS + (raw - this.median) / this.scale);
  }

  toJSON(): [number, number] {
    return [this.median, this.scale];
  }

  static fromJSON([median, scale]: [number, number]): TailCalibration {
    return new TailCalibration(median, scale);
  }
}
