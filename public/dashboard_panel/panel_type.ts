/** Stands in saved dashboards: must never change. */
export const PANEL_TYPE = 'anomalies_swim_lanes';
