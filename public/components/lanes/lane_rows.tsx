import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ComponentType, ReactNode } from 'react';
import type { BucketGrid } from '../../../common/app_api/buckets';
import type { ViewBy } from '../../../common/app_api/lanes/bounds';
import type { Lane } from '../../../common/app_api/overview/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { formatCount, formatDuration } from '../../lib/numbers';
import { SwimLanes } from './swim_lanes';
import { VIEW_BY_LABELS } from './view_by';

const OVERALL = 'overall';

/** How one gets from a lane to its lines, in the app or from elsewhere. */
export interface LaneNavigation {
  /** Path of the Anomalies page with the lines of a lane, in the whole period where no time is given. */
  pathOf(laneKey: string, time?: TimeRange): string;
  open(path: string): void;
  Link: ComponentType<{ path: string; color?: 'text'; 'aria-label'?: string; children: ReactNode }>;
}

/** What stands left of a row. */
export function RowLabel({ title, remark }: { title: ReactNode; remark?: ReactNode }) {
  return (
    <div className="anmTimeline__label">
      <span>{title}</span>
      {remark !== undefined && <small className="anmSubdued">{remark}</small>}
    </div>
  );
}

/** The highest score of all, over time. */
export function OverallLane({
  grid,
  cells,
  onTime,
  onBrush,
}: {
  grid: BucketGrid;
  cells: number[];
  onTime(time: TimeRange): void;
  onBrush?: (time: TimeRange) => void;
}) {
  return (
    <>
      <RowLabel
        title={i18n.translate('anomalies.timeline.overall', { defaultMessage: 'Overall' })}
      />
      <SwimLanes
        grid={grid}
        lanes={[{ key: OVERALL, cells }]}
        onBrush={onBrush}
        onCellClick={(_, time) => onTime(time)}
        label={i18n.translate('anomalies.timeline.overallLabel', {
          defaultMessage: 'Highest score over time, overall',
        })}
      />
    </>
  );
}

/** A lane for each host, service or pattern; its name leads to all of its lines, a cell to those of its time. */
export function EntityLanes({
  grid,
  lanes,
  viewBy,
  navigation: { pathOf, open, Link },
  onBrush,
}: {
  grid: BucketGrid;
  lanes: Lane[];
  viewBy: ViewBy;
  navigation: LaneNavigation;
  onBrush?: (time: TimeRange) => void;
}) {
  if (lanes.length === 0) {
    return (
      <EuiText size="xs" className="anmSubdued anmTimeline__quiet">
        {i18n.translate('anomalies.timeline.quiet', {
          defaultMessage: 'Nothing was flagged in this period.',
        })}
      </EuiText>
    );
  }
  return (
    <>
      <div className="anmTimeline__laneLabels">
        {lanes.map(({ key, label }) => (
          <span key={key} className="anmClip" title={label}>
            <Link
              path={pathOf(key)}
              color="text"
              aria-label={i18n.translate('anomalies.timeline.linesOf', {
                defaultMessage: 'Show the flagged lines of {name}',
                values: { name: label },
              })}
            >
              {label}
            </Link>
          </span>
        ))}
      </div>
      <SwimLanes
        grid={grid}
        lanes={lanes}
        withTimeAxis
        onBrush={onBrush}
        onCellClick={(key, time) => open(pathOf(key, time))}
        label={i18n.translate('anomalies.timeline.lanesLabel', {
          defaultMessage: 'Highest score over time by {by}',
          values: { by: VIEW_BY_LABELS[viewBy] },
        })}
      />
    </>
  );
}

/** What the numbers in the cells say, and what is not shown. */
export function CellMeaning({ grid, lanesLeftOut }: { grid: BucketGrid; lanesLeftOut: number }) {
  return (
    <EuiText size="xs" className="anmSubdued">
      {i18n.translate('anomalies.timeline.cellMeaning', {
        defaultMessage: 'highest score per {interval}, numbers from 25 up; a click shows the lines',
        values: { interval: formatDuration(grid.intervalMs / 1000) },
      })}
      {lanesLeftOut > 0 &&
        i18n.translate('anomalies.timeline.lanesLeftOut', {
          defaultMessage: '; {count} more are less unusual',
          values: { count: formatCount(lanesLeftOut) },
        })}
    </EuiText>
  );
}
