import type { LineColumn } from '../features/columns';

/** Columns that speak of the same thing are one cause, and one reason. */
export type Cause =
  | 'pattern'
  | 'words'
  | 'parameter'
  | 'host'
  | 'hour'
  | 'address'
  | 'service'
  | 'severity'
  | 'auth'
  | 'web';

const CAUSE_OF_COLUMN: Record<LineColumn, Cause> = {
  new_pattern: 'pattern',
  pattern_rarity: 'pattern',
  block_rarity: 'pattern',
  source_rarity: 'pattern',
  word_rarity: 'words',
  rare_value: 'parameter',
  odd_number: 'parameter',
  odd_length: 'parameter',
  odd_shape: 'parameter',
  odd_host: 'host',
  odd_hour: 'hour',
  odd_address: 'address',
  odd_service: 'service',
  severity: 'severity',
  alarm_word: 'severity',
};

/** Columns that are not always there are told by how their names begin. */
export function causeOfColumn(name: string): Cause {
  if (Object.hasOwn(CAUSE_OF_COLUMN, name)) return CAUSE_OF_COLUMN[name as LineColumn];
  if (name.startsWith('auth_')) return 'auth';
  return name.startsWith('web_') ? 'web' : 'words';
}
