import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';

/** After so long without another line, it is quiet. */
const QUIET_MS = 10 * 60_000;

/** Whether lines were scored for a while after the last of the incident: where none were, nobody knows. */
export function isQuiet({
  incident,
  newestLine,
}: Pick<IncidentDetail, 'newestLine'> & {
  incident: { end: string };
}): boolean {
  return newestLine !== null && Date.parse(newestLine) - Date.parse(incident.end) >= QUIET_MS;
}
