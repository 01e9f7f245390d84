import type { EuiThemeComputed } from '@elastic/eui';
import { LANE_HEIGHT_PX } from '../components/lanes/swim_lanes';

/** Charts and swim lanes above each other on one time axis, in the app and on dashboards. */
export const laneStyles = ({ size }: EuiThemeComputed): string => `
  .anmTimeline {
    display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: ${size.xs} ${size.s};
    margin-block-start: ${size.s};
  }
  .anmTimeline > * { min-inline-size: 0; }
  .anmTimeline__label {
    display: flex; flex-direction: column; align-items: flex-end; text-align: end;
    font-size: ${size.m}; line-height: ${size.base};
  }
  .anmTimeline__viewBy { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.s}; }
  .anmTimeline__laneLabels {
    display: flex; flex-direction: column; text-align: end; font-size: ${size.m};
    line-height: ${LANE_HEIGHT_PX}px;
  }
  .anmTimeline__laneLabels .euiLink { font-weight: inherit; }
  .anmTimeline__quiet { grid-column: 2; }
  @media (max-width: 767px) {
    .anmTimeline { grid-template-columns: 64px minmax(0, 1fr); }
  }
`;
