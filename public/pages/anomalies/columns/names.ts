import { COLUMN_NAMES, type ColumnName } from '../../../../common/app_api/search/columns';

export { COLUMN_NAMES, type ColumnName };

export const DEFAULT_COLUMNS: ColumnName[] = [
  'time',
  'severity',
  'host',
  'service',
  'what',
  'actual',
  'label',
];

/** Known columns in their own order; undefined where nothing that is understood was asked for. */
export function parseColumns(raw: unknown): ColumnName[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const columns = COLUMN_NAMES.filter((name) => raw.includes(name));
  return columns.length > 0 ? columns : undefined;
}
