/** Columns of a Lens layer, in the form in which Kibana 8.12 keeps them. */
export interface LensColumn {
  label: string;
  customLabel: true;
  dataType: 'date' | 'number' | 'string';
  operationType: 'date_histogram' | 'terms' | 'count' | 'sum' | 'max' | 'last_value';
  sourceField: string;
  isBucketed: boolean;
  scale: 'interval' | 'ordinal' | 'ratio';
  params: Record<string, unknown>;
  filter?: { language: 'kuery'; query: string };
}

const metric = (
  operationType: LensColumn['operationType'],
  label: string,
  sourceField: string,
  params: Record<string, unknown> = {},
): LensColumn => ({
  label,
  customLabel: true,
  dataType: 'number',
  operationType,
  sourceField,
  isBucketed: false,
  scale: 'ratio',
  params: { emptyAsNull: false, ...params },
});

export const countOf = (label: string): LensColumn => metric('count', label, '___records___');

export const sumOf = (label: string, field: string): LensColumn => metric('sum', label, field);

export const maxOf = (label: string, field: string, decimals = 0): LensColumn =>
  metric('max', label, field, { format: { id: 'number', params: { decimals } } });

export const lastTime = (label: string): LensColumn => ({
  ...metric('max', label, '@timestamp'),
  dataType: 'date',
});

export const overTime = (label: string): LensColumn => ({
  label,
  customLabel: true,
  dataType: 'date',
  operationType: 'date_histogram',
  sourceField: '@timestamp',
  isBucketed: true,
  scale: 'interval',
  params: { interval: 'auto', includeEmptyRows: true, dropPartials: false },
});

/** The values with most of a metric column. */
export const topOf = (
  label: string,
  field: string,
  size: number,
  byColumn: string,
): LensColumn => ({
  label,
  customLabel: true,
  dataType: 'string',
  operationType: 'terms',
  sourceField: field,
  isBucketed: true,
  scale: 'ordinal',
  params: {
    size,
    orderBy: { type: 'column', columnId: byColumn },
    orderDirection: 'desc',
    otherBucket: false,
    missingBucket: false,
    parentFormat: { id: 'terms' },
  },
});
