/** What of a flagged line the table shows and the export writes, in the order in which it stands. */
export const COLUMN_NAMES = [
  'time',
  'severity',
  'host',
  'service',
  'what',
  'pattern',
  'actual',
  'detector',
  'label',
  'model',
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];
