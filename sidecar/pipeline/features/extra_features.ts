import type { Bundle } from '../bundle';
import { AUTH_COLUMNS, fillAuthSigns } from './auth_signs';
import type { FeatureSet } from './feature_sets';
import { TextFeatures, type PatternWords } from './text_features';
import { fillWebSigns, WEB_COLUMNS } from './web_signs';

/** The features that are off unless asked for. They stand behind the others in the matrix. */
export class ExtraFeatures {
  readonly columns: readonly string[];
  /** Text distances by training template: a line has the words of its pattern. */
  private readonly byTemplate = new Map<number, Float32Array>();

  private constructor(
    private readonly texts: readonly TextFeatures[],
    private readonly hasAuth: boolean,
    private readonly hasWeb: boolean,
  ) {
    this.columns = [
      ...texts.flatMap(({ columns }) => columns),
      ...(hasAuth ? AUTH_COLUMNS : []),
      ...(hasWeb ? WEB_COLUMNS : []),
    ];
  }

  static readonly NONE = new ExtraFeatures([], false, false);

  static fit(
    sets: readonly FeatureSet[],
    patterns: readonly PatternWords[],
    seed: number,
  ): ExtraFeatures {
    const kinds = (['tfidf', 'embeddings'] as const).filter((kind) => sets.includes(kind));
    return new ExtraFeatures(
      kinds.map((kind) => TextFeatures.fit(kind, patterns, seed)),
      sets.includes('auth'),
      sets.includes('web'),
    );
  }

  /**
   * @param template the line's template, −1 where its words are its own
   * @param wordsOf words of the line's pattern
   */
  fill(
    raw: string,
    template: number,
    wordsOf: () => readonly string[],
    values: Float32Array,
    at: number,
  ): void {
    let next = at;
    if (this.texts.length > 0) {
      const distances = this.distancesOf(template, wordsOf);
      values.set(distances, next);
      next += distances.length;
    }
    if (this.hasAuth) {
      fillAuthSigns(raw, values, next);
      next += AUTH_COLUMNS.length;
    }
    if (this.hasWeb) fillWebSigns(raw, values, next);
  }

  private distancesOf(template: number, wordsOf: () => readonly string[]): Float32Array {
    const known = this.byTemplate.get(template);
    if (known) return known;
    const words = wordsOf();
    const distances = Float32Array.from(this.texts.flatMap((text) => [...text.distances(words)]));
    if (template >= 0) this.byTemplate.set(template, distances);
    return distances;
  }

  toArrays(): Record<string, Uint8Array | Float32Array> {
    return Object.assign({}, ...this.texts.map((text) => text.toArrays())) as Record<
      string,
      Uint8Array | Float32Array
    >;
  }

  /** @throws BundleError */
  static fromBundle(sets: readonly FeatureSet[], bundle: Bundle): ExtraFeatures {
    const kinds = (['tfidf', 'embeddings'] as const).filter((kind) => sets.includes(kind));
    return new ExtraFeatures(
      kinds.map((kind) => TextFeatures.fromBundle(kind, bundle)),
      sets.includes('auth'),
      sets.includes('web'),
    );
  }
}
