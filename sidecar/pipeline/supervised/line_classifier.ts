import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { Contribution } from '../detectors/detector';
import type { LogEvent } from '../parse/log_event';
import type { TemplateModel } from '../templates';
import { LineUnits } from './line_units';
import { sigmoid } from './logistic';
import { isFamiliar } from './release';
import { NOT_ASKED, type Strangeness } from './strangeness';
import { UnitClassifier } from './unit_classifier';

const KIND = 'line_classifier';

/** What a line classifier says of lines. */
export interface LineJudgement {
  /** 0–1, both kinds being taken to be as frequent. */
  probability: Float64Array;
  /** 0 at the probability from which on lines are flagged, 1 at certainty; −1 below. */
  certainty: Float64Array;
  /** 1 where a line is so like those labelled normal that it should not be flagged. */
  released: Uint8Array;
}

/** What training on labels fixed beside the classifier itself. */
export interface LineRules {
  /** Odds from which on lines are flagged. */
  flagOdds: number;
  /** Odds below which lines are released; null where none is. */
  releaseOdds: number | null;
  /** What was true of lines labelled normal: only lines of which nothing else is true are released. */
  normalTokens: ReadonlySet<string>;
  /** Whether it wants to know how strange the unsupervised detectors find lines. */
  asksDetectors: boolean;
}

/** Lines judged by what was learned from labels. */
export class LineClassifier {
  constructor(
    private readonly units: LineUnits,
    private readonly classifier: UnitClassifier,
    private readonly rules: LineRules,
  ) {}

  /** Odds from which on lines are flagged. */
  get flagOdds(): number {
    return this.rules.flagOdds;
  }

  /** @param strangeness verdicts by the same names as in training */
  judge(events: readonly LogEvent[], strangeness: Strangeness): LineJudgement {
    const { flagOdds, releaseOdds, normalTokens } = this.rules;
    const features = this.units.features(events, this.heard(strangeness));
    const { combined } = this.classifier.odds(features);
    const from = sigmoid(flagOdds);
    return {
      probability: combined.map(sigmoid),
      certainty: combined.map((odds) =>
        odds >= flagOdds ? (sigmoid(odds) - from) / Math.max(Number.EPSILON, 1 - from) : -1,
      ),
      released: Uint8Array.from(combined, (odds, i) =>
        releaseOdds !== null && odds < releaseOdds && isFamiliar(features.tokens[i], normalTokens)
          ? 1
          : 0,
      ),
    };
  }

  /** What each feature adds to the odds of a line, most telling first. */
  explain(event: LogEvent, strangeness: Strangeness): Contribution[] {
    return this.classifier.explain(this.units.features([event], this.heard(strangeness)), 0);
  }

  private heard(strangeness: Strangeness): Strangeness {
    return this.rules.asksDetectors ? strangeness : NOT_ASKED;
  }

  toBytes(): Uint8Array {
    const meta: LineClassifierMeta = {
      ...this.rules,
      normalTokens: [...this.rules.normalTokens],
    };
    return encodeBundle(KIND, meta, { classifier: this.classifier.toBytes() });
  }

  /**
   * @param templates those that it was trained with
   * @throws BundleError
   */
  static fromBytes(bytes: Uint8Array, templates: TemplateModel): LineClassifier {
    const bundle = decodeBundle(bytes, KIND);
    const rules = rulesOf(bundle.meta as LineClassifierMeta);
    const classifier = UnitClassifier.fromBytes(bundle.array('classifier', 'u8'));
    return new LineClassifier(new LineUnits(templates), classifier, rules);
  }
}

type LineClassifierMeta = Omit<LineRules, 'normalTokens'> & { normalTokens: string[] };

function rulesOf({
  flagOdds,
  releaseOdds,
  normalTokens,
  asksDetectors,
}: LineClassifierMeta): LineRules {
  if (!Number.isFinite(flagOdds)) throw new BundleError('the threshold is no number');
  if (releaseOdds !== null && !(releaseOdds <= flagOdds))
    throw new BundleError('lines would be both flagged and released');
  if (!Array.isArray(normalTokens) || normalTokens.some((token) => typeof token !== 'string'))
    throw new BundleError('the words of normal lines are missing');
  return {
    flagOdds,
    releaseOdds,
    normalTokens: new Set(normalTokens),
    asksDetectors: asksDetectors === true,
  };
}
