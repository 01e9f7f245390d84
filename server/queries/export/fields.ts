import type { AnomalyDocument } from '../../../common/anomaly';
import type { ColumnName } from '../../../common/app_api/search/columns';

type Cell = string | number;

/** What stands in the file for a column of the table: names that no language changes, and values to reckon with. */
interface ExportedColumn {
  headers: string[];
  /** Fields of the document that are read. */
  source: string[];
  cells(document: AnomalyDocument): Cell[];
}

const EXPORTED: Record<ColumnName, ExportedColumn> = {
  time: {
    headers: ['time'],
    source: ['@timestamp'],
    cells: (document) => [document['@timestamp']],
  },
  severity: {
    headers: ['severity', 'score'],
    source: ['anomaly.severity', 'anomaly.score'],
    cells: ({ anomaly }) => [anomaly.severity, Math.round(anomaly.score * 100) / 100],
  },
  host: { headers: ['host'], source: ['host.name'], cells: ({ host }) => [host.name] },
  service: {
    headers: ['service'],
    source: ['service.name'],
    cells: ({ service }) => [service.name],
  },
  what: {
    headers: ['reasons', 'message'],
    source: ['anomaly.reasons', 'message'],
    cells: ({ anomaly, message }) => [anomaly.reasons.map(({ text }) => text).join('; '), message],
  },
  pattern: {
    headers: ['pattern', 'pattern_id'],
    source: ['anomaly.template'],
    cells: ({ anomaly: { template } }) => [template.text, template.id],
  },
  actual: {
    headers: ['actual', 'typical'],
    source: ['anomaly.reasons'],
    cells: ({ anomaly: { reasons } }) => [reasons[0]?.actual ?? '', reasons[0]?.typical ?? ''],
  },
  detector: {
    headers: ['detectors'],
    source: ['anomaly.reasons'],
    cells: ({ anomaly: { reasons } }) => [
      [...new Set(reasons.map(({ detector }) => detector))].join(' '),
    ],
  },
  label: {
    headers: ['verdict'],
    source: ['anomaly.label'],
    cells: ({ anomaly }) => [anomaly.label ?? ''],
  },
  model: { headers: ['model'], source: ['anomaly.model'], cells: ({ anomaly }) => [anomaly.model] },
};

export const headersOf = (columns: readonly ColumnName[]): string[] =>
  columns.flatMap((column) => EXPORTED[column].headers);

export const sourceOf = (columns: readonly ColumnName[]): string[] => [
  ...new Set(columns.flatMap((column) => EXPORTED[column].source)),
];

export const cellsOf = (columns: readonly ColumnName[], document: AnomalyDocument): Cell[] =>
  columns.flatMap((column) => EXPORTED[column].cells(document));
