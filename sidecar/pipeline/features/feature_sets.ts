import { LINE_COLUMNS, type LineColumn } from './columns';

/** Features that are switched on and off together. */
export const FEATURE_SETS = [
  /** How seldom the kind of line is. */
  'patterns',
  /** How seldom the words of a new pattern are. */
  'words',
  /** Parameters: values never seen, numbers off their range, lengths and shapes. */
  'parameters',
  /** Hosts, services and addresses. */
  'sources',
  /** The hour of the day. */
  'time',
  /** How bad the line says things are. */
  'level',
  /** TF-IDF of the pattern's words, reduced to a few directions. */
  'tfidf',
  /** Word vectors learned from the logs themselves. */
  'embeddings',
  /** Signs of attacks in logs of logins: ssh, sudo, PAM. */
  'auth',
  /** Signs of attacks in access logs of web servers. */
  'web',
] as const;
export type FeatureSet = (typeof FEATURE_SETS)[number];

/** What is on when nobody says otherwise. */
export const DEFAULT_FEATURE_SETS: readonly FeatureSet[] = [
  'patterns',
  'words',
  'parameters',
  'sources',
  'time',
  'level',
];

const SET_OF_COLUMN: Record<LineColumn, FeatureSet> = {
  new_pattern: 'patterns',
  pattern_rarity: 'patterns',
  block_rarity: 'patterns',
  source_rarity: 'sources',
  word_rarity: 'words',
  rare_value: 'parameters',
  odd_number: 'parameters',
  odd_length: 'parameters',
  odd_shape: 'parameters',
  odd_host: 'sources',
  odd_hour: 'time',
  odd_address: 'sources',
  odd_service: 'sources',
  severity: 'level',
  alarm_word: 'level',
};

/** Positions of the columns that are off: they stay 0. */
export function columnsOff(sets: readonly FeatureSet[]): number[] {
  return LINE_COLUMNS.flatMap((name, i) => (sets.includes(SET_OF_COLUMN[name]) ? [] : [i]));
}

/** @throws RangeError that names the sets there are */
export function checkFeatureSets(names: readonly string[]): FeatureSet[] {
  for (const name of names)
    if (!(FEATURE_SETS as readonly string[]).includes(name))
      throw new RangeError(
        `There are no features "${name}"; there are ${FEATURE_SETS.join(', ')}.`,
      );
  if (names.length === 0) throw new RangeError('At least one set of features must be on.');
  return FEATURE_SETS.filter((name) => names.includes(name));
}
