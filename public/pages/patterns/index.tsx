import { EuiSkeletonRectangle } from '@elastic/eui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PatternList } from '../../../common/app_api/patterns/schema';
import { Panel } from '../../components/panel';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { usePeriod } from '../../hooks/use_period';
import { useReviewKeys } from '../../hooks/use_review_keys';
import { useTimes } from '../../hooks/use_times';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { PatternFilterBar } from './filter_bar';
import { PatternFlyout } from './flyout';
import { PatternTable } from './pattern_table';
import { comparedRange, parsePatternsState, type PatternsState } from './patterns_state';
import { PatternSummary } from './summary';
import { usePatternActions } from './use_pattern_actions';

const BUCKETS = 30;

/** What kinds of lines there are, how often each comes, and what is new, rare or gone. */
export function PatternsPage() {
  const [state, changeState] = useAppState<PatternsState>(parsePatternsState);
  const { range } = usePeriod();
  const query = usePatternList(state);
  const actions = usePatternActions();
  const [cursorId, setCursorId] = useState<string>();
  const rows = query.data?.rows ?? [];
  const currentId = state.selected ?? cursorId;
  const currentIndex = rows.findIndex(({ id }) => id === currentId);
  const isOpen = state.selected !== undefined;

  const select = (id: string | undefined, open: boolean) => {
    setCursorId(id);
    changeState({ selected: open ? id : undefined });
  };
  const move = (step: 1 | -1) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, currentIndex + step))];
    if (next) select(next.id, isOpen);
  };
  const close = () => changeState({ selected: undefined });

  useReviewKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => select(rows[Math.max(0, currentIndex)]?.id, true),
    Escape: close,
    u: actions.undo,
  });

  return (
    <>
      <PatternFilterBar state={state} list={query.data} onChange={changeState} />
      <QueryGate query={query} skeleton={<PatternsSkeleton />}>
        {(list) => (
          <>
            <PatternSummary
              list={list}
              compared={state.compare && comparedRange(state.compare, range)}
            />
            <Panel data-test-subj="anomaliesPatterns">
              <PatternTable
                list={list}
                state={state}
                cursorId={currentId}
                isLoading={query.isPreviousData}
                onOpen={(id) => select(id, true)}
                onChange={changeState}
              />
            </Panel>
          </>
        )}
      </QueryGate>
      {state.selected !== undefined && (
        <PatternFlyout
          id={state.selected}
          row={rows[currentIndex]}
          actions={actions}
          onMove={move}
          onClose={close}
        />
      )}
    </>
  );
}

function usePatternList(state: PatternsState) {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  const { tab, text, host, service, compare, sort, direction, page, size } = state;
  const filters = { tab, text, host, service, page, size };
  return useQuery<PatternList, ApiError>({
    queryKey: ['patterns', 'list', range, filters, compare, sort, direction],
    queryFn: ({ signal }) =>
      api.patterns(
        {
          ...range,
          ...filters,
          ...(compare ? { compare: comparedRange(compare, range) } : {}),
          sort: { field: sort, direction },
          buckets: BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });
}

function PatternsSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesPatternsLoading">
      <EuiSkeletonRectangle width="100%" height={20} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={640} borderRadius="m" />
    </div>
  );
}
