import type { Contribution, FittedDetector } from '../detectors/detector';
import { EmpiricalTail } from './empirical_tail';
import { TailCalibration } from './tail_calibration';

/** A fitted detector with its calibration. */
export interface Member<Batch> {
  name: string;
  fitted: FittedDetector<Batch>;
  calibration: TailCalibration;
}

/** What an ensemble says about a batch; all in nats. */
export interface Verdicts {
  /** Calibrated scores by detector. */
  members: Float64Array[];
  /** Mean of the members, calibrated again: what units are ranked by. */
  combined: Float64Array;
  /** −ln of the share of training units that score so high. */
  surprise: Float64Array;
}

/** Detectors that judge together: the mean of their calibrated scores, calibrated again. */
export class Ensemble<Batch> {
  constructor(
    readonly members: readonly Member<Batch>[],
    private readonly calibration: TailCalibration,
    private readonly tail: EmpiricalTail,
  ) {}

  /**
   * @param members detectors with the scores of their training units, judged without themselves
   * @returns the ensemble and its verdicts on those units
   */
  static fit<Batch>(
    members: readonly { name: string; fitted: FittedDetector<Batch>; scores: Float64Array }[],
  ): { ensemble: Ensemble<Batch>; training: Verdicts } {
    const calibrated = members.map(({ name, fitted, scores }) => {
      const calibration = TailCalibration.fit(scores);
      return {
        member: { name, fitted, calibration },
        nats: scores.map((raw) => calibration.nats(raw)),
      };
    });
    const memberNats = calibrated.map(({ nats }) => nats);
    const means = meanOf(memberNats);
    const calibration = TailCalibration.fit(means);
    const combined = means.map((mean) => calibration.nats(mean));
    const tail = EmpiricalTail.fit(combined);
    return {
      ensemble: new Ensemble(
        calibrated.map(({ member }) => member),
        calibration,
        tail,
      ),
      training: {
        members: memberNats,
        combined,
        surprise: combined.map((score) => tail.natsOf(score)),
      },
    };
  }

  judge(batch: Batch): Verdicts {
    const members = this.members.map(({ fitted, calibration }) =>
      fitted.score(batch).map((raw) => calibration.nats(raw)),
    );
    const combined = meanOf(members).map((mean) => this.calibration.nats(mean));
    return { members, combined, surprise: combined.map((score) => this.tail.natsOf(score)) };
  }

  /** Contributions of each detector to the combined score of unit i, in its nats. */
  explain(batch: Batch, i: number): { detector: string; contributions: Contribution[] }[] {
    const { members } = this;
    return members.map(({ name, fitted, calibration }) => {
      const unit = calibration.scale * members.length * this.calibration.scale;
      return {
        detector: name,
        contributions: fitted
          .explain(batch, i)
          .map(({ feature, value }) => ({ feature, value: value / unit })),
      };
    });
  }

  toJSON() {
    return {
      members: this.members.map(({ name, calibration }) => ({
        name,
        calibration: calibration.toJSON(),
      })),
      calibration: this.calibration.toJSON(),
      tail: this.tail.toJSON(),
    };
  }

  static fromJSON<Batch>(
    json: ReturnType<Ensemble<Batch>['toJSON']>,
    load: (name: string) => FittedDetector<Batch>,
  ): Ensemble<Batch> {
    return new Ensemble(
      json.members.map(({ name, calibration }) => ({
        name,
        fitted: load(name),
        calibration: TailCalibration.fromJSON(calibration),
      })),
      TailCalibration.fromJSON(json.calibration),
      EmpiricalTail.fromJSON(json.tail),
    );
  }
}

function meanOf(columns: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(columns[0].length);
  for (const column of columns) for (let i = 0; i < mean.length; i++) mean[i] += column[i];
  for (let i = 0; i < mean.length; i++) mean[i] /= columns.length;
  return mean;
}
