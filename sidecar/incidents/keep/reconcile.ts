import type { StoredIncident } from '../../../common/incident';
import { INCIDENTS_INDEX } from '../../../common/indices';
import type { BulkOperation } from '../../sinks/elasticsearch/bulk';
import { documentOf, type IncidentVersion } from '../../store/elasticsearch/incidents';
import type { FoundIncident } from '..';

const MAX_MEMBERS = 500;
const MAX_FORMER_IDS = 20;

/**
 * What to write so that the index holds what was found. The same lines find it as it is, and nothing is written.
 * What people said of an incident goes on with it, also where its id changes because it begins with another line
 * now, or two became one; an incident that is gone is deleted, unless somebody judged it.
 */
export function reconcile(
  found: readonly FoundIncident[],
  stored: readonly IncidentVersion[],
): BulkOperation[] {
  const storedById = new Map(stored.map((version) => [version.incident.id, version]));
  const foundIds = new Set(found.map(({ incident }) => incident.id));
  const gone = stored.filter(({ incident }) => !foundIds.has(incident.id));
  const inherited = new Set<IncidentVersion>();
  const operations: BulkOperation[] = [];
  for (const { incident, lines } of found) {
    const before = storedById.get(incident.id);
    const members = new Set(lines.map(({ anomalyId }) => anomalyId));
    const heirTo = gone.filter(
      (it) => !inherited.has(it) && isSame(it.incident, incident, members),
    );
    for (const version of heirTo) inherited.add(version);
    const past = [...(before ? [before] : []), ...heirTo].map((version) => version.incident);
    const now: StoredIncident = {
      ...incident,
      members: [...members].slice(0, MAX_MEMBERS),
      former_ids: formerIds(incident.id, past),
      verdict: past.find(({ verdict }) => verdict !== null)?.verdict ?? null,
      dissolved: false,
    };
    if (before && JSON.stringify(before.incident) === JSON.stringify(now)) continue;
    operations.push(write(now, before));
  }
  for (const version of gone) {
    const { incident } = version;
    if (inherited.has(version) || incident.verdict === null) {
      operations.push({ kind: 'delete', index: INCIDENTS_INDEX, id: incident.id });
    } else if (!incident.dissolved) {
      operations.push(write({ ...incident, dissolved: true }, version));
    }
  }
  return operations;
}

/** Whether an incident goes on as another: they share a line, or (of another model) the suspect and the time. */
function isSame(
  before: StoredIncident,
  now: FoundIncident['incident'],
  members: ReadonlySet<string>,
): boolean {
  if (before.members.some((id) => members.has(id))) return true;
  const { host, service, template } = before.suspect;
  return (
    before.start <= now.end &&
    before.end >= now.start &&
    host === now.suspect.host &&
    service === now.suspect.service &&
    template.id === now.suspect.template.id
  );
}

function formerIds(id: string, past: readonly StoredIncident[]): string[] {
  const ids = new Set(past.flatMap((incident) => [incident.id, ...incident.former_ids]));
  ids.delete(id);
  return [...ids].slice(0, MAX_FORMER_IDS);
}

/** Refused where somebody judged it since it was read; the next pass sees that. */
function write(incident: StoredIncident, before: IncidentVersion | undefined): BulkOperation {
  const target = { index: INCIDENTS_INDEX, id: incident.id, document: documentOf(incident) };
  if (!before) return { kind: 'create', ...target };
  return { kind: 'index', ...target, ifSeqNo: before.seqNo, ifTerm: before.term };
}
