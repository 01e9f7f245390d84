import {
  EuiBasicTable,
  EuiButtonIcon,
  EuiCheckbox,
  type Criteria,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { SORT_FIELDS } from '../../../common/app_api/search/filters';
import { MAX_WALKABLE_ROWS } from '../../../common/app_api/search/limits';
import type { AnomalyRow, SearchResponse } from '../../../common/app_api/search/schema';
import { DiscoverIcon, THIS_LINE } from '../../components/discover_link';
import { useDiscover } from '../../hooks/use_discover';
import { useTimes } from '../../hooks/use_times';
import { lineTarget } from '../../lib/discover_targets';
import type { Selection } from './bulk/use_selection';
import { tableColumns } from './columns/definitions';
import type { ColumnName } from './columns/names';
import { ExpandedRow } from './expanded_row';
import { PAGE_SIZES, type ReviewState } from './review_state';

const rowElementId = (id: string) => `anmRow-${id}`;

export interface ReviewTableProps {
  result: SearchResponse;
  state: ReviewState;
  columns: ColumnName[];
  selection: Selection;
  cursorId: string | undefined;
  isLoading: boolean;
  onOpen(row: AnomalyRow): void;
  onChange(change: Partial<ReviewState>): void;
}

/** The flagged lines of one page; the row under the cursor is marked and kept in view. */
export function ReviewTable({
  result,
  state,
  columns,
  selection,
  cursorId,
  isLoading,
  onOpen,
  onChange,
}: ReviewTableProps) {
  const times = useTimes();
  const urlOf = useDiscover();
  const isNarrow = state.selected !== undefined;
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(
    () => tableColumns(columns, { times, isNarrow }),
    [columns, times, isNarrow],
  );

  useEffect(() => {
    if (cursorId === undefined) return;
    document.getElementById(rowElementId(cursorId))?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);

  const onTableChange = ({ page, sort }: Criteria<AnomalyRow>) => {
    const field = SORT_FIELDS.find((name) => name === String(sort?.field));
    const sorts =
      field !== undefined && (field !== state.sort || sort?.direction !== state.direction);
    onChange({
      ...(page ? { page: page.size === state.size ? page.index : 0, size: page.size } : {}),
      // In another order a page is another one.
      ...(sorts ? { sort: field, direction: sort?.direction, page: 0 } : {}),
    });
  };

  const toggleExpanded = (id: string) =>
    setExpanded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <EuiBasicTable<AnomalyRow>
      className="anmReviewTable"
      tableCaption={i18n.translate('anomalies.table.caption', { defaultMessage: 'Flagged lines' })}
      compressed
      items={result.rows}
      itemId="id"
      columns={[
        selectColumn(result.rows, selection),
        expandColumn(expanded, toggleExpanded),
        ...shown,
        ...(urlOf ? [DISCOVER_COLUMN] : []),
      ]}
      itemIdToExpandedRowMap={expandedRows(result.rows, expanded)}
      isExpandable
      loading={isLoading}
      sorting={{
        sort: { field: state.sort as unknown as keyof AnomalyRow, direction: state.direction },
      }}
      pagination={{
        pageIndex: state.page,
        pageSize: state.size,
        pageSizeOptions: PAGE_SIZES,
        totalItemCount: Math.min(result.total, MAX_WALKABLE_ROWS),
      }}
      onChange={onTableChange}
      rowProps={(row) => ({
        id: rowElementId(row.id),
        className: row.id === cursorId ? 'anmRow anmRow--current' : 'anmRow',
        'aria-current': row.id === cursorId ? 'true' : undefined,
        tabIndex:
          row.id === cursorId || (cursorId === undefined && row === result.rows[0]) ? 0 : -1,
        onClick: () => onOpen(row),
        'data-test-subj': 'anomaliesRow',
      })}
      noItemsMessage={i18n.translate('anomalies.table.empty', {
        defaultMessage: 'No flagged line matches. Widen the period or take out a filter.',
      })}
    />
  );
}

const expandedRows = (
  rows: AnomalyRow[],
  expanded: ReadonlySet<string>,
): Record<string, ReactNode> =>
  Object.fromEntries(
    rows
      .filter(({ id }) => expanded.has(id))
      .map((row) => [row.id, <ExpandedRow key={row.id} document={row.document} />]),
  );

const SELECT_PAGE = i18n.translate('anomalies.table.selectPage', {
  defaultMessage: 'Select all lines of this page',
});

function selectColumn(rows: AnomalyRow[], selection: Selection): EuiBasicTableColumn<AnomalyRow> {
  const chosen = rows.filter((row) => selection.has(row)).length;
  return {
    width: '32px',
    name: (
      <EuiCheckbox
        id="anmSelectPage"
        aria-label={SELECT_PAGE}
        title={SELECT_PAGE}
        checked={rows.length > 0 && chosen === rows.length}
        indeterminate={chosen > 0 && chosen < rows.length}
        disabled={rows.length === 0}
        onChange={() => selection.toggleAll(rows)}
        data-test-subj="anomaliesSelectPage"
      />
    ),
    mobileOptions: { header: false },
    render: (row: AnomalyRow) => (
      <NotTheRow>
        <EuiCheckbox
          id={`anmSelect-${row.id}`}
          aria-label={i18n.translate('anomalies.table.selectRow', {
            defaultMessage: 'Select this line',
          })}
          checked={selection.has(row)}
          onChange={() => selection.toggle(row)}
          data-test-subj="anomaliesSelectRow"
        />
      </NotTheRow>
    ),
  };
}

function expandColumn(
  expanded: ReadonlySet<string>,
  onToggle: (id: string) => void,
): EuiBasicTableColumn<AnomalyRow> {
  return {
    width: '32px',
    isExpander: true,
    name: '',
    mobileOptions: { header: false },
    render: ({ id }: AnomalyRow) => (
      <NotTheRow>
        <EuiButtonIcon
          color="text"
          iconType={expanded.has(id) ? 'arrowDown' : 'arrowRight'}
          aria-expanded={expanded.has(id)}
          aria-label={
            expanded.has(id)
              ? i18n.translate('anomalies.table.collapse', { defaultMessage: 'Fold this line' })
              : i18n.translate('anomalies.table.expand', {
                  defaultMessage: 'Show why, and the whole line',
                })
          }
          onClick={() => onToggle(id)}
          data-test-subj="anomaliesExpandRow"
        />
      </NotTheRow>
    ),
  };
}

const DISCOVER_COLUMN: EuiBasicTableColumn<AnomalyRow> = {
  width: '32px',
  name: '',
  mobileOptions: { header: false },
  render: ({ document }: AnomalyRow) => (
    <NotTheRow>
      <DiscoverIcon target={lineTarget(document, THIS_LINE)} />
    </NotTheRow>
  ),
};

/** A control in a row: a click on it does not open the row. */
function NotTheRow({ children }: { children: ReactNode }) {
  return <span onClick={(event) => event.stopPropagation()}>{children}</span>;
}
