import { EuiBasicTable, type Criteria, type EuiTableFieldDataColumnType } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useMemo } from 'react';
import { MAX_REACHABLE_ROWS } from '../../../common/app_api/search/limits';
import type { SortField } from '../../../common/app_api/search/filters';
import type { AnomalyRow, SearchResponse } from '../../../common/app_api/search/schema';
import { SeverityMark } from '../../components/severity_mark';
import { VerdictMark } from '../../components/verdict_mark';
import { useTimes, type Times } from '../../hooks/use_times';
import { formatRarity } from '../../lib/numbers';
import { reasonText } from '../../lib/reason_text';
import { PAGE_SIZES, type ReviewState } from './review_state';

const rowElementId = (id: string) => `anmRow-${id}`;

/** The flagged lines of one page; the row under the cursor is marked and kept in view. */
export function ReviewTable({
  result,
  state,
  cursorId,
  isLoading,
  onOpen,
  onChange,
}: {
  result: SearchResponse;
  state: ReviewState;
  cursorId: string | undefined;
  isLoading: boolean;
  onOpen(row: AnomalyRow): void;
  onChange(change: Partial<ReviewState>): void;
}) {
  const times = useTimes();
  // With the flyout open there is less room, and it shows what the left-out columns would.
  const isNarrow = state.selected !== undefined;
  const columns = useMemo(() => columnsOf(times, isNarrow), [times, isNarrow]);

  useEffect(() => {
    if (cursorId === undefined) return;
    document.getElementById(rowElementId(cursorId))?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);

  const onTableChange = ({ page, sort }: Criteria<AnomalyRow>) =>
    onChange({
      ...(page ? { page: page.index, size: page.size } : {}),
      ...(sort ? { sort: sort.field as unknown as SortField, direction: sort.direction } : {}),
    });

  return (
    <EuiBasicTable<AnomalyRow>
      className="anmReviewTable"
      tableCaption={i18n.translate('anomalies.table.caption', { defaultMessage: 'Flagged lines' })}
      compressed
      items={result.rows}
      itemId="id"
      columns={columns}
      loading={isLoading}
      sorting={{
        sort: { field: state.sort as unknown as keyof AnomalyRow, direction: state.direction },
      }}
      pagination={{
        pageIndex: state.page,
        pageSize: state.size,
        pageSizeOptions: PAGE_SIZES,
        totalItemCount: Math.min(result.total, MAX_REACHABLE_ROWS),
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

function columnsOf(times: Times, isNarrow: boolean): EuiTableFieldDataColumnType<AnomalyRow>[] {
  const time: EuiTableFieldDataColumnType<AnomalyRow> = {
    field: 'time',
    name: i18n.translate('anomalies.table.time', { defaultMessage: 'Time' }),
    sortable: true,
    width: '116px',
    render: (_: unknown, { document }) => (
      <span className="anmNumber anmWrap" title={times.full(document['@timestamp'])}>
        {times.seconds(document['@timestamp'])}
      </span>
    ),
  };
  return isNarrow
    ? [time, SEVERITY, reasonColumn(true), VERDICT]
    : [time, SEVERITY, HOST, reasonColumn(false), ACTUAL, VERDICT];
}

const SEVERITY: EuiTableFieldDataColumnType<AnomalyRow> = {
  field: 'score',
  name: i18n.translate('anomalies.table.severity', { defaultMessage: 'Severity' }),
  sortable: true,
  width: '132px',
  render: (_: unknown, { document: { anomaly } }) => (
    <div>
      <SeverityMark score={anomaly.score} />
      <div className="anmSubdued">{formatRarity(anomaly.score)}</div>
    </div>
  ),
};

const HOST: EuiTableFieldDataColumnType<AnomalyRow> = {
  field: 'host',
  name: i18n.translate('anomalies.table.host', { defaultMessage: 'Host, service' }),
  sortable: true,
  width: '15%',
  render: (_: unknown, { document }) => (
    <div className="anmTwoLines">
      <div className="anmClip" title={document.host.name}>
        {document.host.name}
      </div>
      <div className="anmClip anmSubdued">{document.service.name}</div>
    </div>
  ),
};

const ACTUAL: EuiTableFieldDataColumnType<AnomalyRow> = {
  field: 'actual',
  name: i18n.translate('anomalies.table.actual', { defaultMessage: 'Actual, typical' }),
  width: '14%',
  render: (_: unknown, { document }) => {
    const [top] = document.anomaly.reasons;
    return (
      <div className="anmTwoLines">
        <div className="anmClip anmReason">{top?.actual ?? '–'}</div>
        <div className="anmClip anmSubdued">{top?.typical ?? ''}</div>
      </div>
    );
  },
};

const VERDICT: EuiTableFieldDataColumnType<AnomalyRow> = {
  field: 'label',
  name: i18n.translate('anomalies.table.verdict', { defaultMessage: 'Verdict' }),
  width: '116px',
  render: (_: unknown, { document }) => <VerdictMark verdict={document.anomaly.label} />,
};

/** Where there is no column for it, the host stands before the message. */
const reasonColumn = (withHost: boolean): EuiTableFieldDataColumnType<AnomalyRow> => ({
  field: 'reason',
  name: i18n.translate('anomalies.table.reason', { defaultMessage: 'Reason, message' }),
  render: (_: unknown, { document }) => (
    <div className="anmTwoLines">
      <div className="anmClip anmReason">{reasonText(document)}</div>
      <div className="anmClip anmSubdued">
        {withHost && `${document.host.name} · `}
        <span className="anmMono">{document.message}</span>
      </div>
    </div>
  ),
});
