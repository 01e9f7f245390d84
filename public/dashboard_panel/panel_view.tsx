import { EuiSkeletonRectangle } from '@elastic/eui';
import { useEffect, useMemo } from 'react';
import { QueryGate } from '../components/query_gate';
import { readContext } from './dashboard_context';
import type { PanelInput } from './panel_input';
import { PanelLanes } from './panel_lanes';
import { parseSettings } from './panel_settings';
import { usePanelLanes } from './use_panel_lanes';

const SKELETON_HEIGHT_PX = 180;

/** What the dashboard is to know: it waits for panels, and reports wait for dashboards. */
export type LoadState = 'loading' | 'done' | 'failed';

/** The content of a panel on a dashboard. */
export function PanelView({
  input,
  refreshes,
  onState,
}: {
  input: PanelInput;
  refreshes: number;
  onState(state: LoadState): void;
}) {
  const settings = useMemo(() => parseSettings(input.swimLanes), [input.swimLanes]);
  const context = useMemo(() => readContext(input, settings.followSearch), [input, settings]);
  const query = usePanelLanes(settings, context, refreshes);
  const { isFetching, isError } = query;
  useEffect(
    () => onState(isFetching ? 'loading' : isError ? 'failed' : 'done'),
    [onState, isFetching, isError],
  );
  return (
    <div
      className={`anmDashboardPanel anmDashboardPanel--${settings.viewBy}`}
      data-test-subj="anomaliesPanel"
    >
      <QueryGate
        query={query}
        isCompact
        skeleton={
          <EuiSkeletonRectangle width="100%" height={SKELETON_HEIGHT_PX} borderRadius="m" />
        }
      >
        {(lanes) => <PanelLanes {...{ lanes, settings, context }} />}
      </QueryGate>
    </div>
  );
}
