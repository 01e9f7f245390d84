import { EuiBasicTable, type Criteria } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useMemo } from 'react';
import type {
  PatternList,
  PatternListRow,
  PatternSort,
  PatternTab,
} from '../../../common/app_api/patterns/schema';
import { useTimes } from '../../hooks/use_times';
import { columnsOf } from './columns';
import { PAGE_SIZES, type PatternsState } from './patterns_state';

const rowElementId = (id: string) => `anmPattern-${id}`;

/** The patterns of one page; the row of the open pattern is marked and kept in view. */
export function PatternTable({
  list,
  state,
  cursorId,
  isLoading,
  onOpen,
  onChange,
}: {
  list: PatternList;
  state: PatternsState;
  cursorId: string | undefined;
  isLoading: boolean;
  onOpen(id: string): void;
  onChange(change: Partial<PatternsState>): void;
}) {
  const times = useTimes();
  const isNarrow = state.selected !== undefined;
  const isComparing = state.compare !== undefined;
  const columns = useMemo(
    () => columnsOf(times, isComparing, isNarrow),
    [times, isComparing, isNarrow],
  );

  useEffect(() => {
    if (cursorId === undefined) return;
    document.getElementById(rowElementId(cursorId))?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);

  const onTableChange = ({ page, sort }: Criteria<PatternListRow>) =>
    onChange({
      ...(page ? { page: page.index, size: page.size } : {}),
      ...(sort ? { sort: sort.field as unknown as PatternSort, direction: sort.direction } : {}),
    });

  return (
    <EuiBasicTable<PatternListRow>
      className="anmReviewTable"
      tableCaption={i18n.translate('anomalies.patterns.caption', { defaultMessage: 'Patterns' })}
      compressed
      items={list.rows}
      itemId="id"
      columns={columns}
      loading={isLoading}
      sorting={{
        sort: { field: state.sort as unknown as keyof PatternListRow, direction: state.direction },
      }}
      pagination={{
        pageIndex: state.page,
        pageSize: state.size,
        pageSizeOptions: PAGE_SIZES,
        totalItemCount: list.total,
      }}
      onChange={onTableChange}
      rowProps={(row) => ({
        id: rowElementId(row.id),
        className: row.id === cursorId ? 'anmRow anmRow--current' : 'anmRow',
        'aria-current': row.id === cursorId ? 'true' : undefined,
        tabIndex: row.id === cursorId || (cursorId === undefined && row === list.rows[0]) ? 0 : -1,
        onClick: () => onOpen(row.id),
        'data-test-subj': 'anomaliesPatternRow',
      })}
      noItemsMessage={isFiltered(state) ? NOTHING_MATCHES : EMPTY[state.tab]}
    />
  );
}

const isFiltered = ({ text, host, service }: PatternsState) =>
  text !== '' || host.length > 0 || service.length > 0;

const NOTHING_MATCHES = i18n.translate('anomalies.patterns.empty.filtered', {
  defaultMessage: 'No pattern matches. Take out a filter or widen the period.',
});

const EMPTY: Record<PatternTab, string> = {
  all: i18n.translate('anomalies.patterns.empty.all', {
    defaultMessage: 'No line was scored in this period.',
  }),
  new: i18n.translate('anomalies.patterns.empty.new', {
    defaultMessage: 'No pattern came for the first time.',
  }),
  rare: i18n.translate('anomalies.patterns.empty.rare', {
    defaultMessage: 'No known pattern came that comes seldom.',
  }),
  vanished: i18n.translate('anomalies.patterns.empty.vanished', {
    defaultMessage: 'No pattern fell silent that was regular before.',
  }),
  watched: i18n.translate('anomalies.patterns.empty.watched', {
    defaultMessage: 'Nothing is watched yet. Open a pattern and choose “Watch”.',
  }),
  muted: i18n.translate('anomalies.patterns.empty.muted', {
    defaultMessage: 'Nothing is muted. Open a pattern and choose “Mute”.',
  }),
};
