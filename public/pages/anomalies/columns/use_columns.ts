import { useState } from 'react';
import { remember, remembered } from '../../../lib/remembered';
import { DEFAULT_COLUMNS, parseColumns, type ColumnName } from './names';

const NAME = 'anomalies.columns';

/** Which columns the table has: those of the address, else those that this reader chose last. */
export function useColumns(
  fromAddress: ColumnName[] | undefined,
  onChange: (columns: ColumnName[]) => void,
): [ColumnName[], (columns: ColumnName[]) => void] {
  const [own] = useState(() => parseColumns(remembered(NAME)) ?? DEFAULT_COLUMNS);
  const choose = (columns: ColumnName[]) => {
    remember(NAME, columns);
    onChange(columns);
  };
  return [fromAddress ?? own, choose];
}
