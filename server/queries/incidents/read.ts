import type {
  IncidentDetail,
  IncidentLines,
  IncidentLinesRequest,
  IncidentOfAnomaly,
} from '../../../common/app_api/incidents/schema';
import type { AnomalyDocument } from '../../../common/anomaly';
import type { IncidentDocument, StoredIncident } from '../../../common/incident';
import { ANOMALIES_INDEX_PATTERN, INCIDENTS_INDEX } from '../../../common/indices';
import { AppError } from '../../app_error';
import { allOf, anyOf, search, type Query, type Read } from '../elasticsearch';
import { readNewestLine } from '../overview';
import { readMembers } from './members';
import { linesOf } from './sparks';
import { sumUpMembers } from './sum_up';

/** Everything about one incident, from the incident itself and from its lines. */
export async function readIncident(read: Read, id: string): Promise<IncidentDetail> {
  const incident = await findIncident(read, id);
  const [all, newestLine] = await Promise.all([readMembers(read, incident), readNewestLine(read)]);
  const { members, ...told } = incident;
  // What a verdict on a line took out counts no longer; of a dissolved incident it is all that is left to show.
  const shown = incident.dissolved ? all : all.filter(({ anomaly }) => !anomaly.suppressed);
  return {
    incident: told,
    newestLine,
    listed: members.length,
    found: all.length,
    suppressed: all.filter(({ anomaly }) => anomaly.suppressed).length,
    ...sumUpMembers(shown, incident),
  };
}

/** A page of its lines in the order of time, perhaps of one pattern or with certain words. */
export async function readIncidentLines(
  read: Read,
  id: string,
  request: IncidentLinesRequest,
): Promise<IncidentLines> {
  const incident = await findIncident(read, id);
  const { hits, total } = await search<AnomalyDocument, never>(read, ANOMALIES_INDEX_PATTERN, {
    from: request.from,
    size: request.size,
    track_total_hits: true,
    query: lineFilter(incident, request),
    sort: [
      { '@timestamp': { order: 'asc', unmapped_type: 'date' } },
      { 'source.id': { order: 'asc', unmapped_type: 'keyword' } },
    ],
    _source_excludes: ['anomaly.detectors', 'origin'],
  });
  return {
    total,
    lines: hits.flatMap(({ _index, _id, _source: document }) => {
      if (!document || !_id) return [];
      const { score, severity, reasons, suppressed, unit } = document.anomaly;
      const { message, host, service, source } = document;
      return [
        {
          ...{ index: _index, id: _id, timestamp: document['@timestamp'], message },
          source: { index: source.index, id: source.id },
          ...{ host: host.name, service: service.name, score, severity, reasons, suppressed },
          ...(unit ? { unit } : {}),
        },
      ];
    }),
  };
}

/** The incident that names a flagged line; null where none does. */
export async function readIncidentOf(read: Read, anomaly: string): Promise<IncidentOfAnomaly> {
  const { hits } = await search<IncidentDocument, never>(read, INCIDENTS_INDEX, {
    size: 1,
    track_total_hits: false,
    query: {
      bool: {
        filter: { term: { 'incident.members': anomaly } },
        must_not: { term: { 'incident.dissolved': true } },
      },
    },
    _source: ['id', 'title', 'severity', 'score', 'lines'].map((name) => `incident.${name}`),
  });
  return { incident: hits[0]?._source?.incident ?? null };
}

export function lineFilter(
  incident: StoredIncident,
  { pattern, text }: Pick<IncidentLinesRequest, 'pattern' | 'text'>,
): Query {
  const words = text.trim();
  return allOf(
    linesOf(incident),
    ...(incident.dissolved ? [] : [{ term: { 'anomaly.suppressed': false } }]),
    ...(pattern === '' ? [] : [{ term: { 'anomaly.template.id': pattern } }]),
    ...(words === '' ? [] : [{ match_phrase_prefix: { message: words } }]),
  );
}

/** By its id or by one that it had before, so that a link goes on leading to it. */
async function findIncident(read: Read, id: string): Promise<StoredIncident> {
  const { hits } = await search<IncidentDocument, never>(read, INCIDENTS_INDEX, {
    size: 2,
    track_total_hits: false,
    query: anyOf([{ ids: { values: [id] } }, { term: { 'incident.former_ids': id } }]),
  });
  const found = hits.flatMap(({ _source }) => (_source ? [_source.incident] : []));
  const incident = found.find((one) => one.id === id) ?? found[0];
  if (!incident) {
    throw new AppError(
      404,
      'not_found',
      'This incident is gone. Verdicts took its lines below the threshold, or they were scored anew.',
    );
  }
  return incident;
}
