/** The features of a line, in the order of the matrix. All grow with strangeness; all but the last two are in nats. */
export const LINE_COLUMNS = [
  /** UNSEEN_NATS where the pattern was never seen (outside the line's own block, in training), else 0. */
  'new_pattern',
  /** −ln share of the lines that have this level, service and pattern. */
  'pattern_rarity',
  /** −ln share of the blocks of the stream that hold it. */
  'block_rarity',
  /** −ln share of the hosts that sent it; 0 where there is one host. */
  'source_rarity',
  /**
   * Mean −ln share of lines over the words of a line whose pattern is new; 0 for a known pattern, of which
   * is known how often it comes itself.
   */
  'word_rarity',
  /** Surprise beyond the usual of parameters that are seldom or never seen in their place. */
  'rare_value',
  /** The same of numbers far off their usual range, */
  'odd_number',
  /** of values longer than usual, */
  'odd_length',
  /** and of values with other kinds of characters than usual. */
  'odd_shape',
  /** Surprise of the host for this pattern, beyond the usual, */
  'odd_host',
  /** of the hour of the day for this pattern, */
  'odd_hour',
  /** of the address that the line is about, where it is no parameter, */
  'odd_address',
  /** and of the service among all lines. */
  'odd_service',
  /** 0 none, 1 warning, 2 error, 3 critical and worse. */
  'severity',
  /** 1 where the line holds a word such as "failed". */
  'alarm_word',
] as const;

export type LineColumn = (typeof LINE_COLUMNS)[number];

/** Known beforehand, not learned: how bad the line says things are. */
const PRIOR_COLUMNS: readonly LineColumn[] = ['severity', 'alarm_word'];

/** Those of the columns that say how strange a line is. */
export const strangenessOf = (columns: readonly string[]): string[] =>
  columns.filter((name) => !(PRIOR_COLUMNS as readonly string[]).includes(name));

export const STRANGENESS_COLUMNS: readonly string[] = strangenessOf(LINE_COLUMNS);

/** Position of each column. */
export const COLUMN = Object.fromEntries(LINE_COLUMNS.map((name, i) => [name, i])) as Record<
  LineColumn,
  number
>;
