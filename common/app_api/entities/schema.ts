/** GET /api/anomalies/entities: whose lines have been scored, for filters to choose from. */
export interface Entities {
  /** Those with the most lines, in the order of their names. */
  hosts: string[];
  services: string[];
  /** Ones that there are besides; approximate. */
  hostsLeftOut: number;
  servicesLeftOut: number;
}
