/** The part of Kibana 8.12's `dashboard` plugin that this plugin uses. */
declare module '@kbn/dashboard-plugin/public' {
  export interface DashboardStart {
    findDashboardsService(): Promise<{
      search(options: { search: string; size: number }): Promise<{
        hits: { id: string; attributes: { title: string } }[];
      }>;
    }>;
  }
}
