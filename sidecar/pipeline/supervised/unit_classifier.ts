import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { Contribution, FitProgress } from '../detectors/detector';
import { labelledRows, type Labels } from './labelled_rows';
import { EncodedUnits, Encoder, type EncoderJSON } from './encoder';
import type { Classifier, LearnOptions } from './learner';
import { learnerOf } from './registry';
import type { UnitFeatures } from './unit_features';

const KIND = 'unit_classifier';

/**
 * Who learns from labels when nobody says otherwise. The logistic regression alone: on lines of patterns that no label
 * was given to, trees split on words that happen to tell the known patterns apart, and drag down whatever they are mixed
 * with (average precision on the development lines, folds by true template: logistic regression .98, random forest .78,
 * gradient boosting .66, mean of the first two .92, of all three .83; random forests with larger leaves or weights of
 * 2 and 3 to 1 in between). On sessions all of them rank alike.
 */
export const DEFAULT_LEARNERS: readonly string[] = ['logistic_regression'];

interface Member {
  name: string;
  classifier: Classifier;
}

/** Odds of each member, and their mean. */
export interface Odds {
  members: Float64Array[];
  combined: Float64Array;
}

/** Classifiers that judge units together, by the mean of their log-odds. */
export class UnitClassifier {
  private constructor(
    private readonly encoder: Encoder,
    private readonly members: readonly Member[],
  ) {}

  /**
   * @param names from the registry
   * @throws LabelsError without labels of both kinds, RangeError for unknown names
   */
  static *learn(
    features: UnitFeatures,
    labels: Labels,
    names: readonly string[],
    options: LearnOptions,
  ): Generator<FitProgress, UnitClassifier> {
    const learners = names.map(learnerOf);
    const labelled = labelledRows(names.join(' and '), features.rows, labels);
    const encoder = Encoder.fit(features);
    const units = new EncodedUnits(encoder, features);
    const members: Member[] = [];
    for (const { name, learn } of learners) {
      const { classifier } = yield* learn(units, labelled, options);
      members.push({ name, classifier });
    }
    return new UnitClassifier(encoder, members);
  }

  get names(): string[] {
    return this.members.map(({ name }) => name);
  }

  odds(features: UnitFeatures): Odds {
    const units = new EncodedUnits(this.encoder, features);
    const members = this.members.map(({ classifier }) => classifier.odds(units));
    const combined = new Float64Array(features.rows);
    for (const odds of members)
      for (let i = 0; i < odds.length; i++) combined[i] += odds[i] / members.length;
    return { members, combined };
  }

  /** What each feature adds to the combined odds of unit i, greatest first; a constant more, and they are the odds. */
  explain(features: UnitFeatures, i: number): Contribution[] {
    const units = new EncodedUnits(this.encoder, features);
    const parts = new Map<string, number>();
    const { names } = this.encoder;
    for (const { classifier } of this.members)
      classifier.attribute(units, i).forEach((part, k) => {
        if (part !== 0)
          parts.set(names[k], (parts.get(names[k]) ?? 0) + part / this.members.length);
      });
    return [...parts]
      .map(([feature, value]) => ({ feature, value }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  }

  /** What the classifiers rest on: mean share of each feature; falling, adds up to 1. */
  importance(): { feature: string; importance: number }[] {
    const shares = new Map<string, number>();
    const { names } = this.encoder;
    for (const { classifier } of this.members)
      classifier.importance.forEach((share, k) => {
        if (share > 0)
          shares.set(names[k], (shares.get(names[k]) ?? 0) + share / this.members.length);
      });
    return [...shares]
      .map(([feature, importance]) => ({ feature, importance }))
      .sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1));
  }

  toBytes(): Uint8Array {
    const parts = this.members.map(({ classifier }, k) => [`member.${k}`, classifier.toBytes()]);
    const meta: ClassifierMeta = { encoder: this.encoder.toJSON(), names: this.names };
    return encodeBundle(KIND, meta, Object.fromEntries(parts) as Record<string, Uint8Array>);
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): UnitClassifier {
    const bundle = decodeBundle(bytes, KIND);
    const { encoder: json, names } = bundle.meta as ClassifierMeta;
    if (!Array.isArray(names) || names.length === 0)
      throw new BundleError('the classifier has no members');
    const encoder = Encoder.fromJSON(json);
    const members = names.map((name, k) => ({
      name,
      classifier: loadMember(name, bundle.array(`member.${k}`, 'u8'), encoder),
    }));
    return new UnitClassifier(encoder, members);
  }
}

interface ClassifierMeta {
  encoder: EncoderJSON;
  names: string[];
}

function loadMember(name: string, bytes: Uint8Array, encoder: Encoder): Classifier {
  try {
    const { form, fromBytes } = learnerOf(name);
    return fromBytes(bytes, encoder.width(form));
  } catch (error) {
    if (error instanceof RangeError) throw new BundleError(error.message);
    throw error;
  }
}
