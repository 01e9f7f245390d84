import type { Contribution, FittedDetector } from '../detectors/detector';
import { EmpiricalTail } from './empirical_tail';
import type { Prior } from './severity_prior';
import { TailCalibration } from './tail_calibration';

/** A fitted detector with its calibration. */
export interface Member<Batch> {
  name: string;
  fitted: FittedDetector<Batch>;
  calibration: TailCalibration;
}

/** What an ensemble says about a batch; all in nats. */
export interface Verdicts {
  /** By detector, as if it judged alone: its calibrated score with the prior on top. */
  members: Float64Array[];
  /** Mean of the calibrated detectors, calibrated again, the prior on top: what units are ranked by. */
  combined: Float64Array;
  /** −ln of the share of units that score so high: of new ones, or of those of the training. */
  surprise: Float64Array;
}

/** Under this name reasons stand that come from the prior. */
export const PRIOR_NAME = 'severity';

/** Detectors that judge together: the mean of their calibrated scores, calibrated again, and a prior. */
export class Ensemble<Batch> {
  private constructor(
    readonly members: readonly Member<Batch>[],
    private readonly calibration: TailCalibration,
    private readonly tail: EmpiricalTail,
    /** The tail of units that training has seen and now knows: they look less strange than new ones. */
    private readonly knownTail: EmpiricalTail,
    private readonly prior: Prior<Batch> | undefined,
  ) {}

  /**
   * @param members detectors with the scores of their training units, judged without themselves
   * @param prior with the training units for it
   * @returns the ensemble and its verdicts on those units
   */
  static fit<Batch>(
    members: readonly { name: string; fitted: FittedDetector<Batch>; scores: Float64Array }[],
    prior?: { of: Prior<Batch>; training: Batch },
  ): { ensemble: Ensemble<Batch>; training: Verdicts } {
    const calibrated = members.map(({ name, fitted, scores }) => ({
      member: { name, fitted, calibration: TailCalibration.fit(scores) },
      scores,
    }));
    const nats = calibrated.map(({ member, scores }) =>
      scores.map((raw) => member.calibration.nats(raw)),
    );
    // A mean has no wider a tail than its parts; where it seems so, anomalies made it.
    const calibration = TailCalibration.fit(meanOf(nats), 1);
    const added = prior?.of.nats(prior.training);
    const combined = withPrior(calibratedMean(nats, calibration), added);
    const tail = EmpiricalTail.fit(combined);
    const ensemble = new Ensemble(
      calibrated.map(({ member }) => member),
      calibration,
      tail,
      tail,
      prior?.of,
    );
    return { ensemble, training: verdictsOf(nats, combined, () => tail, added) };
  }

  /**
   * The same ensemble, calibrated for units of the training too. Training scores are those of units judged without
   * themselves, as new units are; a unit of the training that is scored later is known by then, and on the tail of new
   * units its score would claim less rarity than it has.
   * @param known training units as the fitted detectors see them now
   */
  withKnown(known: Batch): Ensemble<Batch> {
    const { members, calibration, tail, prior } = this;
    const knownTail = EmpiricalTail.fit(this.judge(known).combined);
    return new Ensemble(members, calibration, tail, knownTail, prior);
  }

  /** @param isKnown whether unit i was part of the training; none was when left out */
  judge(batch: Batch, isKnown: (i: number) => boolean = () => false): Verdicts {
    const nats = this.members.map(({ fitted, calibration }) =>
      fitted.score(batch).map((raw) => calibration.nats(raw)),
    );
    const added = this.prior?.nats(batch);
    const combined = withPrior(calibratedMean(nats, this.calibration), added);
    const tailOf = (i: number) => (isKnown(i) ? this.knownTail : this.tail);
    return verdictsOf(nats, combined, tailOf, added);
  }

  /** Combined score of a unit that a detector, judging alone, gives this raw score; without the prior. */
  combinedOf({ calibration }: Member<Batch>, raw: number): number {
    return this.calibration.nats(calibration.nats(raw));
  }

  /** −ln of the share of new units whose combined score is so high. */
  surpriseOf(combined: number): number {
    return this.tail.natsOf(combined);
  }

  /** Contributions of each detector, and of the prior, to the combined score of unit i, in its nats. */
  explain(batch: Batch, i: number): { detector: string; contributions: Contribution[] }[] {
    const { members, prior } = this;
    const explained = members.map(({ name, fitted, calibration }) => {
      const unit = calibration.scale * members.length * this.calibration.scale;
      const contributions = fitted.explain(batch, i);
      for (const contribution of contributions) contribution.value /= unit;
      return { detector: name, contributions };
    });
    if (prior) explained.push({ detector: PRIOR_NAME, contributions: prior.explain(batch, i) });
    return explained;
  }

  toJSON() {
    return {
      members: this.members.map(({ name, calibration }) => ({
        name,
        calibration: calibration.toJSON(),
      })),
      calibration: this.calibration.toJSON(),
      tail: this.tail.toJSON(),
      knownTail: this.knownTail.toJSON(),
      hasPrior: this.prior !== undefined,
    };
  }

  /** @param prior taken where the ensemble was fitted with one */
  static fromJSON<Batch>(
    json: EnsembleJSON,
    load: (name: string) => FittedDetector<Batch>,
    prior?: Prior<Batch>,
  ): Ensemble<Batch> {
    return new Ensemble(
      json.members.map(({ name, calibration }) => ({
        name,
        fitted: load(name),
        calibration: TailCalibration.fromJSON(calibration),
      })),
      TailCalibration.fromJSON(json.calibration),
      EmpiricalTail.fromJSON(json.tail),
      EmpiricalTail.fromJSON(json.knownTail),
      json.hasPrior ? prior : undefined,
    );
  }
}

export type EnsembleJSON = ReturnType<Ensemble<unknown>['toJSON']>;

function meanOf(columns: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(columns[0].length);
  for (const column of columns) for (let i = 0; i < mean.length; i++) mean[i] += column[i];
  for (let i = 0; i < mean.length; i++) mean[i] /= columns.length;
  return mean;
}

const calibratedMean = (nats: readonly Float64Array[], calibration: TailCalibration) =>
  meanOf(nats).map((mean) => calibration.nats(mean));

const withPrior = (nats: Float64Array, prior: Float64Array | undefined) =>
  prior ? nats.map((value, i) => value + prior[i]) : nats;

function verdictsOf(
  nats: readonly Float64Array[],
  combined: Float64Array,
  tailOf: (i: number) => EmpiricalTail,
  prior: Float64Array | undefined,
): Verdicts {
  return {
    members: nats.map((member) => withPrior(member, prior)),
    combined,
    surprise: combined.map((score, i) => tailOf(i).natsOf(score)),
  };
}
