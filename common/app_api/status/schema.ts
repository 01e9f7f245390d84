import type { Status } from '../../api/status/schema';

/** GET /api/anomalies/status: the sidecar's own status, or why there is none. */
export type AppStatus =
  | { reachable: true; url: string; status: Status }
  | { reachable: false; url: string; code: string; message: string };
