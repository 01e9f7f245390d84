import type { EuiThemeComputed } from '@elastic/eui';
import { LANE_HEIGHT_PX } from '../pages/overview/swim_lanes';

export const overviewStyles = ({ size, colors, border, font }: EuiThemeComputed): string => `
  .anmSkeletons { display: grid; gap: ${size.s}; }
  .anmLegend { display: flex; flex-wrap: wrap; gap: ${size.xs} ${size.m}; font-size: ${size.m}; }
  .anmSentences { display: grid; gap: ${size.xs}; margin-block-start: ${size.s}; }
  .anmSentences li { display: flex; gap: ${size.s}; align-items: flex-start; }
  .anmSentences .euiIcon { margin-block-start: ${size.xxs}; flex: none; }
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
  .anmTimeline__quiet { grid-column: 2; }
  .anmColumns {
    display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr));
    gap: ${size.s}; align-items: start;
  }
  .anmPatterns li {
    display: flex; gap: ${size.m}; justify-content: space-between;
    padding-block: ${size.s}; border-block-start: ${border.thin};
  }
  .anmPatterns { margin-block-start: ${size.s}; }
  .anmPatterns__main { min-inline-size: 0; }
  .anmPatterns__main .euiLink { text-align: start; font-weight: ${font.weight.regular}; }
  .anmPatterns__main .euiLink .anmPattern { color: ${colors.text}; }
  .anmPatterns__count { text-align: end; flex: none; }
  @media (max-width: 767px) {
    .anmTimeline { grid-template-columns: 64px minmax(0, 1fr); }
  }
`;
