import type { EuiThemeComputed } from '@elastic/eui';

/** A panel on a dashboard: it has the height that it is given there, and what is more can be scrolled to. */
export const panelStyles = ({ size }: EuiThemeComputed): string => `
  .anmDashboardPanel {
    inline-size: 100%; block-size: 100%; overflow: auto; padding: 0 ${size.s} ${size.s};
    container-type: inline-size;
  }
  .anmDashboardPanel__remarks { display: flex; flex-wrap: wrap; gap: 0 ${size.s}; }
  .anmDashboardPanel--pattern .anmTimeline { grid-template-columns: 28% minmax(0, 1fr); }
  @container (max-width: 480px) {
    .anmDashboardPanel .anmTimeline { grid-template-columns: 64px minmax(0, 1fr); }
  }
`;
