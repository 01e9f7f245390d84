import { EuiSkeletonRectangle, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useRef, useState } from 'react';
import { MAX_WALKABLE_ROWS } from '../../../common/app_api/search/limits';
import { Panel } from '../../components/panel';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { useDisabledReason } from '../../hooks/use_disabled_reason';
import { usePeriod } from '../../hooks/use_period';
import { useReviewKeys } from '../../hooks/use_review_keys';
import { formatCount } from '../../lib/numbers';
import { BulkBar } from './bulk/bulk_bar';
import { useSelection } from './bulk/use_selection';
import { ChartPanel } from './chart_panel';
import { ColumnPicker } from './columns/column_picker';
import { useColumns } from './columns/use_columns';
import { ExportButton } from './export/export_button';
import { FilterBar } from './filter_bar';
import { AnomalyFlyout } from './flyout';
import { KeyHelpModal } from './key_help';
import { filtersOf, parseReviewState, type ReviewState } from './review_state';
import { ReviewTable } from './review_table';
import { TableBar } from './table_bar';
import { useCursor } from './use_cursor';
import { useSearch } from './use_search';
import { useVerdict, type BulkTarget, type Judgement } from './use_verdict';
import { EffectLine } from '../../components/verdict_effect';

/** Flagged lines, worst first: filter, read why, judge, go on. */
export function AnomaliesPage() {
  const [state, changeState] = useAppState<ReviewState>(parseReviewState);
  const { range, time } = usePeriod();
  const filters = filtersOf(state, range);
  const query = useSearch(state);
  const { rows, currentId, currentIndex, select, move } = useCursor(
    query.data,
    query.isPreviousData,
    state,
    changeState,
  );
  const verdicts = useVerdict();
  const { effect, forgetEffect, isSaving } = verdicts;
  const disabledReason = useDisabledReason('label');
  // By the period as it was asked for: a refresh moves its ends, and is no other choice.
  const selection = useSelection(JSON.stringify(filtersOf(state, time)));
  const [columns, setColumns] = useColumns(state.columns, (chosen) =>
    changeState({ columns: chosen }),
  );
  const [comment, setComment] = useState('');
  const [isMuteOpen, setIsMuteOpen] = useState(false);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const commentRef = useRef<HTMLInputElement>(null);
  const isOpen = state.selected !== undefined;
  const isBulk = selection.all || selection.rows.size > 0;
  const cannotJudge = disabledReason !== undefined || isSaving;

  const open = (row: (typeof rows)[number] | undefined, withFlyout: boolean) => {
    setIsMuteOpen(false);
    select(row, withFlyout);
  };
  const judgeCurrent = async (judgement: Judgement) => {
    const row = rows[currentIndex];
    if (!row || cannotJudge) return;
    const done = await verdicts.judge(row, { ...judgement, comment: comment.trim() });
    if (!done) return;
    setComment('');
    // The list may have changed under the cursor: go on with what stands there now.
    const { data } = await query.refetch();
    const next = data?.rows[currentIndex];
    open(next?.id === row.id ? (data?.rows[currentIndex + 1] ?? next) : next, isOpen);
  };
  const target = (): BulkTarget =>
    selection.all ? { matching: filters } : { rows: [...selection.rows.values()] };
  const inBulk = async (action: (lines: BulkTarget) => Promise<boolean>) => {
    if (!cannotJudge && (await action(target()))) selection.clear();
  };
  const judgeSelected = (judgement: Judgement) =>
    inBulk((lines) => verdicts.judgeMany(lines, judgement));
  const judge = (judgement: Judgement) =>
    void (isBulk && !isOpen ? judgeSelected(judgement) : judgeCurrent(judgement));

  const close = () => {
    forgetEffect();
    changeState({ selected: undefined });
  };

  useReviewKeys(
    isHelpOpen
      ? {}
      : {
          j: () => move(1),
          k: () => move(-1),
          Enter: () => open(rows[Math.max(0, currentIndex)], true),
          Escape: isOpen ? close : selection.clear,
          t: () => judge({ verdict: 'true' }),
          f: () => judge({ verdict: 'false_positive' }),
          m() {
            if (!isBulk && currentIndex < 0) return;
            if (!isBulk) open(rows[currentIndex], true);
            setIsMuteOpen(true);
          },
          u: () => void verdicts.undo(),
          c: () => commentRef.current?.focus(),
          x() {
            if (currentIndex >= 0) selection.toggle(rows[currentIndex]);
          },
          '?': () => setIsHelpOpen(true),
        },
  );

  const told = isBulk ? (
    <BulkBar
      selection={selection}
      total={query.data?.total ?? 0}
      isMuteOpen={isMuteOpen && !isOpen}
      onMuteOpen={setIsMuteOpen}
      onJudge={(judgement) => void judgeSelected(judgement)}
      onRemove={() => void inBulk(verdicts.removeMany)}
      isSaving={isSaving}
      disabledReason={disabledReason}
    />
  ) : (
    effect && !isOpen && <EffectLine effect={effect} onUndo={() => void verdicts.undo()} />
  );
  return (
    <>
      <FilterBar
        state={state}
        facets={query.data?.facets}
        queryError={query.error?.code === 'invalid_query' ? query.error.message : undefined}
        onChange={changeState}
      />
      <QueryGate query={query} skeleton={<ReviewSkeleton />}>
        {(result) => (
          <>
            <ChartPanel result={result} state={state} onChange={changeState} />
            <Panel data-test-subj="anomaliesReviewTable">
              <TableBar
                result={result}
                state={state}
                told={told || undefined}
                controls={
                  <>
                    <ColumnPicker columns={columns} onChange={setColumns} />
                    <ExportButton
                      request={{
                        ...filters,
                        sort: { field: state.sort, direction: state.direction },
                        columns,
                      }}
                      isDisabled={result.total === 0}
                    />
                  </>
                }
              />
              <ReviewTable
                result={result}
                state={state}
                columns={columns}
                selection={selection}
                cursorId={currentId}
                isLoading={query.isPreviousData}
                onOpen={(row) => open(row, true)}
                onChange={changeState}
              />
              {result.total > MAX_WALKABLE_ROWS && <PagingBound />}
            </Panel>
          </>
        )}
      </QueryGate>
      {isHelpOpen && <KeyHelpModal onClose={() => setIsHelpOpen(false)} />}
      {state.selected && (
        <AnomalyFlyout
          selected={state.selected}
          row={rows[currentIndex]}
          position={currentIndex < 0 ? undefined : state.page * state.size + currentIndex + 1}
          total={query.data?.total ?? 0}
          onClose={close}
          onMove={move}
          onOpen={(selected) => changeState({ selected })}
          comment={comment}
          onComment={setComment}
          commentRef={commentRef}
          isMuteOpen={isMuteOpen}
          onMuteOpen={setIsMuteOpen}
          onJudge={(judgement) => void judgeCurrent(judgement)}
          isSaving={isSaving}
          disabledReason={disabledReason}
          effect={effect}
          onUndo={() => void verdicts.undo()}
        />
      )}
    </>
  );
}

function PagingBound() {
  return (
    <EuiText size="xs" className="anmSubdued">
      {i18n.translate('anomalies.table.bound', {
        defaultMessage:
          'The first {rows} rows can be paged through. Narrow the period or the filters to reach the others.',
        values: { rows: formatCount(MAX_WALKABLE_ROWS) },
      })}
    </EuiText>
  );
}

function ReviewSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesReviewLoading">
      <EuiSkeletonRectangle width="100%" height={140} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={520} borderRadius="m" />
    </div>
  );
}
