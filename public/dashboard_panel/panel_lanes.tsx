import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Lanes } from '../../common/app_api/lanes/schema';
import type { TimeRange } from '../../common/app_api/time_range';
import {
  CellMeaning,
  EntityLanes,
  OverallLane,
  type LaneNavigation,
} from '../components/lanes/lane_rows';
import { useServices } from '../services/services';
import type { DashboardContext } from './dashboard_context';
import { linesPath } from './lines_path';
import { NotFollowedNote } from './not_followed_note';
import { NothingToShow } from './nothing_to_show';
import type { PanelSettings } from './panel_settings';
import { PathLink, useOpenPath } from './path_link';

/** The lanes of a panel, with what is to be known of them. */
export function PanelLanes({
  lanes: { grid, flagged, overall, lanes, lanesLeftOut, notFollowed, newestLine },
  settings,
  context,
}: {
  lanes: Lanes;
  settings: PanelSettings;
  context: DashboardContext;
}) {
  const { viewBy } = settings;
  const { data } = useServices().plugins;
  const open = useOpenPath();
  const left = [...context.notFollowed, ...notFollowed];
  const navigation: LaneNavigation = {
    pathOf: (key, time = context.time) =>
      linesPath(settings, context, notFollowed, time, { viewBy, key }),
    open,
    Link: PathLink,
  };
  // A panel with a period of its own cannot narrow that of the dashboard.
  const timefilter = data?.query.timefilter.timefilter;
  const shared = timefilter?.getTime();
  const isShared = shared?.from === context.time.from && shared.to === context.time.to;
  const narrow = timefilter && isShared ? (time: TimeRange) => timefilter.setTime(time) : undefined;
  const isEmpty = flagged === 0;
  return (
    <>
      <div className="anmDashboardPanel__remarks">
        {!isEmpty && (
          <>
            <EuiText size="xs" data-test-subj="anomaliesPanelFlagged">
              {i18n.translate('anomalies.panel.flagged', {
                defaultMessage: '{count, plural, one {# line flagged} other {# lines flagged}}',
                values: { count: flagged },
              })}
            </EuiText>
            <CellMeaning grid={grid} lanesLeftOut={lanesLeftOut} />
          </>
        )}
        <NotFollowedNote left={left} />
      </div>
      {isEmpty ? (
        <NothingToShow newestLine={newestLine} isFiltered={filtersAnything(settings, context)} />
      ) : (
        <div className="anmTimeline">
          <OverallLane
            grid={grid}
            cells={overall}
            onTime={(time) => open(linesPath(settings, context, notFollowed, time))}
            onBrush={narrow}
          />
          <EntityLanes {...{ grid, lanes, viewBy, navigation }} onBrush={narrow} />
        </div>
      )}
    </>
  );
}

const filtersAnything = (
  { filter, minSeverity }: PanelSettings,
  { follow }: DashboardContext,
): boolean => filter !== '' || minSeverity !== 'low' || follow.length > 0;
