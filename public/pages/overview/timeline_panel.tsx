import { EuiButtonGroup } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useHistory, useLocation } from 'react-router-dom';
import type { ViewBy } from '../../../common/app_api/lanes/bounds';
import type { Overview } from '../../../common/app_api/overview/schema';
import { AppLink } from '../../components/app_link';
import { DiscoverIcon } from '../../components/discover_link';
import { FlaggedBars } from '../../components/flagged_bars';
import {
  CellMeaning,
  EntityLanes,
  OverallLane,
  RowLabel,
  type LaneNavigation,
} from '../../components/lanes/lane_rows';
import { VIEW_BY_OPTIONS } from '../../components/lanes/view_by';
import { Panel } from '../../components/panel';
import { SeverityLegend } from '../../components/severity_legend';
import { usePeriod } from '../../hooks/use_period';
import { flaggedTarget } from '../../lib/discover_targets';
import { reviewPath } from '../../lib/links';
import { formatCount } from '../../lib/numbers';
import { AddToDashboardButton } from './add_to_dashboard/add_button';
import { VolumeBars } from './volume_bars';

/** Volume, flagged lines and swim lanes above each other on one time axis. */
export function TimelinePanel({
  overview,
  viewBy,
  onViewByChange,
}: {
  overview: Overview;
  viewBy: ViewBy;
  onViewByChange(viewBy: ViewBy): void;
}) {
  const { grid, totals, lines, flagged, lanes, lanesLeftOut } = overview;
  const { range, setTime } = usePeriod();
  const history = useHistory();
  const { search } = useLocation();
  const narrowTo = (fromMs: number, toMs: number) =>
    setTime({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
  const navigation: LaneNavigation = {
    pathOf: (key, time) => reviewPath(search, { [viewBy]: [key] }, time),
    open: (path) => history.push(path),
    Link: AppLink,
  };
  const flaggedPeak = Math.max(
    ...flagged.map((counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)),
  );

  return (
    <Panel
      data-test-subj="anomaliesTimeline"
      title={i18n.translate('anomalies.timeline.title', { defaultMessage: 'Timeline' })}
      remark={
        <span data-test-subj="anomaliesTotals">
          {i18n.translate('anomalies.timeline.totals', {
            defaultMessage: '{flagged} of {lines} lines flagged',
            values: { flagged: formatCount(totals.flagged), lines: formatCount(totals.lines) },
          })}
          {totals.suppressed > 0 &&
            i18n.translate('anomalies.timeline.suppressed', {
              defaultMessage: '; {count} more are muted or judged false positive',
              values: { count: formatCount(totals.suppressed) },
            })}
        </span>
      }
      end={
        <>
          <SeverityLegend counts={totals.bySeverity} />
          <DiscoverIcon target={flaggedTarget(range)} />
          <AddToDashboardButton viewBy={viewBy} />
        </>
      }
    >
      <div className="anmTimeline">
        <RowLabel
          title={i18n.translate('anomalies.timeline.allLines', { defaultMessage: 'All lines' })}
          remark={peakText(Math.max(...lines))}
        />
        <VolumeBars grid={grid} lines={lines} heightPx={52} onBrush={narrowTo} />

        <RowLabel
          title={i18n.translate('anomalies.timeline.flagged', { defaultMessage: 'Flagged' })}
          remark={peakText(flaggedPeak)}
        />
        <FlaggedBars
          grid={grid}
          counts={flagged}
          heightPx={64}
          onBrush={narrowTo}
          label={i18n.translate('anomalies.timeline.flaggedLabel', {
            defaultMessage: 'Flagged lines over time by severity',
          })}
        />

        <OverallLane grid={grid} cells={overview.overall} onTime={setTime} onBrush={setTime} />

        <RowLabel
          title={i18n.translate('anomalies.timeline.viewBy', { defaultMessage: 'View by' })}
        />
        <div className="anmTimeline__viewBy">
          <EuiButtonGroup
            legend={i18n.translate('anomalies.timeline.viewBy', { defaultMessage: 'View by' })}
            options={VIEW_BY_OPTIONS}
            idSelected={viewBy}
            onChange={(id) => onViewByChange(id as ViewBy)}
            buttonSize="compressed"
            data-test-subj="anomaliesViewBy"
          />
          <CellMeaning grid={grid} lanesLeftOut={lanesLeftOut} />
        </div>

        <EntityLanes
          grid={grid}
          lanes={lanes}
          viewBy={viewBy}
          navigation={navigation}
          onBrush={setTime}
        />
      </div>
    </Panel>
  );
}

const peakText = (peak: number) =>
  i18n.translate('anomalies.timeline.peak', {
    defaultMessage: 'peak {count}',
    values: { count: formatCount(peak) },
  });
