/** What a classifier gets to see of lines or sessions. */
export interface UnitFeatures {
  readonly rows: number;
  /** Names of the numeric features. */
  readonly columns: readonly string[];
  /** rows × columns.length numbers. */
  readonly values: Float32Array;
  /** What else is true of each unit, in words: 'word:failed', 'level:error'; each once. */
  readonly tokens: readonly (readonly string[])[];
}
