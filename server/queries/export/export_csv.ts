import type { estypes } from '@elastic/elasticsearch';
import type { AnomalyDocument } from '../../../common/anomaly';
import { MAX_EXPORT_ROWS, type ExportRequest } from '../../../common/app_api/export/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { search, type Query, type Read } from '../elasticsearch';
import { allMatching, matchingOf } from '../matching';
import { rowOrder } from '../row_order';
import { csvRow } from './csv';
import { cellsOf, headersOf, sourceOf } from './fields';

const ROWS_A_PAGE = 1_000;
/** Without it Excel takes the file for one in the code page of the country. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface CsvExport {
  /** Rows that match. */
  total: number;
  /** Rows that will be written. */
  rows: number;
  /** The file in pieces; each is read when the one before was taken. */
  chunks: AsyncIterable<string>;
}

/** All lines that match as CSV, up to a bound. @throws AppError where the search text is not understood */
export async function exportCsv(
  read: Read,
  request: ExportRequest,
  activeModel: string | undefined,
): Promise<CsvExport> {
  const query = allMatching(await matchingOf(read, request, activeModel));
  const { total } = await search<never, never>(read, ANOMALIES_INDEX_PATTERN, {
    size: 0,
    track_total_hits: true,
    query,
  });
  const rows = Math.min(total, MAX_EXPORT_ROWS);
  return { total, rows, chunks: chunksOf(read, request, query, rows) };
}

/** Lines that are flagged while the file is written do not make it longer than it was said to be. */
async function* chunksOf(
  read: Read,
  { columns, sort }: ExportRequest,
  query: Query,
  rows: number,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRow(headersOf(columns));
  let after: estypes.SortResults | undefined;
  for (let left = rows; left > 0;) {
    const { hits }: { hits: estypes.SearchHit<AnomalyDocument>[] } = await search<
      AnomalyDocument,
      never
    >(read, ANOMALIES_INDEX_PATTERN, {
      size: Math.min(left, ROWS_A_PAGE),
      track_total_hits: false,
      query,
      sort: rowOrder(sort),
      _source: sourceOf(columns),
      ...(after ? { search_after: after } : {}),
    });
    if (hits.length === 0) return;
    yield hits.map(({ _source }) => (_source ? csvRow(cellsOf(columns, _source)) : '')).join('');
    after = hits[hits.length - 1].sort;
    left -= hits.length;
  }
}
