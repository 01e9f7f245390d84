import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { Contribution } from '../detectors/detector';
import type { LogEvent } from '../parse/log_event';
import { LineUnits } from './line_units';
import { sigmoid } from './logistic';
import type { Strangeness } from './strangeness';
import { UnitClassifier } from './unit_classifier';

const KIND = 'line_classifier';

/** What a line classifier says of lines. */
export interface LineJudgement {
  /** 0–1, both kinds being taken to be as frequent. */
  probability: Float64Array;
  /** 1 where a line is at or above the threshold that training chose. */
  flagged: Uint8Array;
}

/** Lines judged by what was learned from labels. */
export class LineClassifier {
  constructor(
    private readonly units: LineUnits,
    private readonly classifier: UnitClassifier,
    /** Odds from which on lines are flagged. */
    readonly threshold: number,
  ) {}

  /** @param strangeness verdicts by the same names as in training */
  judge(events: readonly LogEvent[], strangeness: Strangeness): LineJudgement {
    const { combined } = this.classifier.odds(this.units.features(events, strangeness));
    return {
      probability: combined.map(sigmoid),
      flagged: Uint8Array.from(combined, (odds) => (odds >= this.threshold ? 1 : 0)),
    };
  }

  /** What each feature adds to the odds of a line, most telling first. */
  explain(event: LogEvent, strangeness: Strangeness): Contribution[] {
    return this.classifier.explain(this.units.features([event], strangeness), 0);
  }

  toBytes(): Uint8Array {
    const meta: LineClassifierMeta = { units: this.units.toJSON(), threshold: this.threshold };
    return encodeBundle(KIND, meta, { classifier: this.classifier.toBytes() });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): LineClassifier {
    const bundle = decodeBundle(bytes, KIND);
    const { units, threshold } = bundle.meta as LineClassifierMeta;
    if (!Number.isFinite(threshold)) throw new BundleError('the threshold is no number');
    const classifier = UnitClassifier.fromBytes(bundle.array('classifier', 'u8'));
    try {
      return new LineClassifier(LineUnits.fromJSON(units), classifier, threshold);
    } catch (error) {
      throw new BundleError(`its patterns cannot be read: ${(error as Error).message}`);
    }
  }
}

interface LineClassifierMeta {
  units: ReturnType<LineUnits['toJSON']>;
  threshold: number;
}
