/** Training units that a knot must have above it; fewer say nothing about a tail. */
const MIN_EXCEEDANCES = 10;
/** From knot to knot the number of units above falls by this factor. */
const STEP = 1.15;
/** Bounds on how fast nats rise beyond the last knot. */
const MIN_SLOPE = 0.1;
const MAX_SLOPE = 1;

/**
 * −ln of the share of held-back training units that lie at or above a calibrated score: empirical as far as
 * there are ten units above, then an exponential tail with the mean excess of those. So a score of 50 means
 * one line in a thousand on data like the training data, whatever the shape of its tail.
 */
export class EmpiricalTail {
  private constructor(
    /** Knots, rising: calibrated score and −ln p there. */
    private readonly scores: Float64Array,
    private readonly nats: Float64Array,
    private readonly slope: number,
  ) {}

  static fit(trainingScores: Float64Array): EmpiricalTail {
    const sorted = Float64Array.from(trainingScores).sort();
    const n = sorted.length;
    const scores: number[] = [];
    const nats: number[] = [];
    let first = 0;
    for (let above = n; above >= Math.min(MIN_EXCEEDANCES, n) && above > 0;) {
      const score = sorted[n - above];
      // All that are equal count as "at or above".
      while (first < n && sorted[first] < score) first++;
      if (scores.length === 0 || score > scores[scores.length - 1]) {
        scores.push(score);
        nats.push(-Math.log((n - first + 0.5) / (n + 1)));
      }
      above = Math.min(above - 1, Math.floor(above / STEP));
    }
    if (scores.length === 0) return new EmpiricalTail(new Float64Array(1), new Float64Array(1), 1);
    const last = scores[scores.length - 1];
    let excess = 0;
    let exceeding = 0;
    for (let i = n - 1; i >= 0 && sorted[i] >= last; i--) {
      excess += sorted[i] - last;
      exceeding++;
    }
    const slope = excess > 0 ? exceeding / excess : MAX_SLOPE;
    return new EmpiricalTail(
      Float64Array.from(scores),
      Float64Array.from(nats),
      Math.min(MAX_SLOPE, Math.max(MIN_SLOPE, slope)),
    );
  }

  /** −ln p of a calibrated score; rises strictly with it where units can be told apart. */
  natsOf(score: number): number {
    const { scores, nats } = this;
    const top = scores.length - 1;
    if (score >= scores[top]) return nats[top] + (score - scores[top]) * this.slope;
    if (score <= scores[0]) return Math.max(0, nats[0] * (scores[0] > 0 ? score / scores[0] : 1));
    let low = 0;
    let high = top;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (scores[middle] <= score) low = middle;
      else high = middle;
    }
    const share = (score - scores[low]) / (scores[high] - scores[low]);
    return nats[low] + share * (nats[high] - nats[low]);
  }

  toJSON() {
    return { scores: [...this.scores], nats: [...this.nats], slope: this.slope };
  }

  static fromJSON(json: ReturnType<EmpiricalTail['toJSON']>): EmpiricalTail {
    return new EmpiricalTail(
      Float64Array.from(json.scores),
      Float64Array.from(json.nats),
      json.slope,
    );
  }
}
