import { EuiSkeletonRectangle, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { MAX_REACHABLE_ROWS } from '../../../common/app_api/search/limits';
import type { AnomalyRow, SearchResponse } from '../../../common/app_api/search/schema';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { useDisabledReason } from '../../hooks/use_disabled_reason';
import { usePeriod } from '../../hooks/use_period';
import { useReviewKeys } from '../../hooks/use_review_keys';
import { useTimes } from '../../hooks/use_times';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { FilterBar } from './filter_bar';
import { AnomalyFlyout } from './flyout';
import { ReviewPanels } from './review_panels';
import { parseReviewState, type ReviewState } from './review_state';
import { useVerdict, type Judgement } from './use_verdict';

const BUCKETS = 60;

/** Flagged lines, worst first: filter, read why, judge, go on. */
export function AnomaliesPage() {
  const [state, changeState] = useAppState<ReviewState>(parseReviewState);
  const query = useSearch(state);
  const isOpen = state.selected !== undefined;
  const { judge, undo, isSaving, effect, forgetEffect } = useVerdict({ withToast: !isOpen });
  const disabledReason = useDisabledReason();
  const [cursorId, setCursorId] = useState<string>();
  const [comment, setComment] = useState('');
  const [isMuteOpen, setIsMuteOpen] = useState(false);
  const commentRef = useRef<HTMLInputElement>(null);

  const rows = query.data?.rows ?? [];
  const currentId = state.selected?.id ?? cursorId;
  const currentIndex = rows.findIndex(({ id }) => id === currentId);

  const select = (row: AnomalyRow | undefined, open: boolean) => {
    setCursorId(row?.id);
    setIsMuteOpen(false);
    changeState({ selected: open && row ? { index: row.index, id: row.id } : undefined });
  };
  const move = (step: 1 | -1) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, currentIndex + step))];
    if (next) select(next, isOpen);
  };
  const judgeCurrent = async (judgement: Judgement) => {
    const row = rows[currentIndex];
    if (!row || disabledReason !== undefined || isSaving) return;
    const done = await judge(row, { ...judgement, comment: comment.trim() });
    if (!done) return;
    setComment('');
    // The list may have changed under the cursor: go on with what stands there now.
    const { data } = await query.refetch();
    const next = data?.rows[currentIndex];
    select(next?.id === row.id ? (data?.rows[currentIndex + 1] ?? next) : next, isOpen);
  };

  const close = () => {
    forgetEffect();
    changeState({ selected: undefined });
  };

  useReviewKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => select(rows[Math.max(0, currentIndex)], true),
    Escape: close,
    t: () => void judgeCurrent({ verdict: 'true' }),
    f: () => void judgeCurrent({ verdict: 'false_positive' }),
    m() {
      if (currentIndex < 0) return;
      select(rows[currentIndex], true);
      setIsMuteOpen(true);
    },
    u: () => void undo(),
    c: () => commentRef.current?.focus(),
  });

  const queryError = query.error?.code === 'invalid_query' ? query.error.message : undefined;
  return (
    <>
      <FilterBar
        state={state}
        facets={query.data?.facets}
        queryError={queryError}
        onChange={changeState}
      />
      <QueryGate query={query} skeleton={<ReviewSkeleton />}>
        {(result) => (
          <ReviewPanels
            result={result}
            state={state}
            cursorId={currentId}
            isLoading={query.isPreviousData}
            onOpen={(row) => select(row, true)}
            onChange={changeState}
          />
        )}
      </QueryGate>
      {query.data && query.data.total > MAX_REACHABLE_ROWS && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.table.bound', {
            defaultMessage:
              'The first {rows} rows can be paged through. Narrow the period or the filters to reach the others.',
            values: { rows: MAX_REACHABLE_ROWS },
          })}
        </EuiText>
      )}
      {state.selected && (
        <AnomalyFlyout
          selected={state.selected}
          row={rows[currentIndex]}
          position={currentIndex < 0 ? undefined : state.page * state.size + currentIndex + 1}
          total={query.data?.total ?? 0}
          onClose={close}
          onMove={move}
          comment={comment}
          onComment={setComment}
          commentRef={commentRef}
          isMuteOpen={isMuteOpen}
          onMuteOpen={setIsMuteOpen}
          onJudge={(judgement) => void judgeCurrent(judgement)}
          isSaving={isSaving}
          disabledReason={disabledReason}
          effect={effect}
          onUndo={() => void undo()}
        />
      )}
    </>
  );
}

function useSearch(state: ReviewState) {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  const { suppressed, sort, direction, query, severity, host, service, pattern, label } = state;
  const { page, size } = state;
  const filters = { query, severity, host, service, pattern, label, page, size };
  return useQuery<SearchResponse, ApiError>({
    queryKey: ['search', range, filters, suppressed, sort, direction],
    queryFn: ({ signal }) =>
      api.search(
        {
          ...range,
          ...filters,
          hide_suppressed: !suppressed,
          sort: { field: sort, direction },
          buckets: BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });
}

function ReviewSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesReviewLoading">
      <EuiSkeletonRectangle width="100%" height={140} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={520} borderRadius="m" />
    </div>
  );
}
