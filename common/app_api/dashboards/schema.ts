/** GET, POST, DELETE /api/anomalies/dashboards: Kibana's saved objects that show the scores, in the current space. */
export interface DashboardsStatus {
  /** False where there is no Kibana around the app. */
  available: boolean;
  /** How many of the objects are there. */
  installed: number;
  total: number;
  dashboards: { id: string; title: string }[];
}
