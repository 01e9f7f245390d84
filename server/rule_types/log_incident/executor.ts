import type { RuleExecutorOptions } from '@kbn/alerting-plugin/server';
import { actionGroupOf, type ActionGroup } from '../../../common/rule_types/action_groups';
import type { LogIncidentParams } from '../../../common/rule_types/log_incident_params';
import { AppLinks, type KibanaAddress } from '../shared/app_links';
import { contextOf, type LogIncidentContext } from './context';
import { incidentsOfRule, readIncidents, type OngoingIncident } from './ongoing';

const MINUTE_MS = 60_000;
/** Elasticsearch answers no more in one page, and no rule may have more alerts. */
const MAX_INCIDENTS = 1_000;

/** Which alert stands for which incident: an incident that gains earlier lines gets another id, its alert does not. */
export interface IncidentRuleState extends Record<string, unknown> {
  alertIds?: string[];
}

type Options = RuleExecutorOptions<
  LogIncidentParams,
  IncidentRuleState,
  Partial<LogIncidentContext>,
  ActionGroup
>;

/** One alert for each incident that is going on; over when it is quiet, or called a false alarm. */
export async function checkLogIncidents(
  options: Options,
  address: KibanaAddress,
): Promise<{ state: IncidentRuleState }> {
  const { params, startedAt, services, spaceId, state } = options;
  const { alertFactory } = services;
  const nowMs = startedAt.getTime();
  const read = {
    elasticsearch: services.scopedClusterClient.asCurrentUser,
    signal: new AbortController().signal,
  };
  const limit = Math.min(MAX_INCIDENTS, alertFactory.alertLimit.getValue());
  const { incidents, total } = await readIncidents(
    read,
    incidentsOfRule(params),
    nowMs - params.quietMinutes * MINUTE_MS,
    limit,
  );
  const links = new AppLinks(address, spaceId);
  const known = new Set(state.alertIds ?? []);
  const active = new Set<string>();
  for (const incident of incidents) {
    const id = alertIdOf(incident, known);
    if (active.has(id)) continue;
    active.add(id);
    alertFactory
      .create(id)
      .scheduleActions(actionGroupOf(incident.score), contextOf(incident, links, nowMs));
  }
  alertFactory.alertLimit.setLimitReached(total > limit);
  for (const alert of alertFactory.done().getRecoveredAlerts()) {
    alert.setContext({
      message: `The incident is over: no line for ${params.quietMinutes} minutes, or it was judged.`,
      link: links.incident(alert.getId()),
      date: new Date(nowMs).toISOString(),
    });
  }
  return { state: { alertIds: [...active] } };
}

/** The id under which the incident alerts already, else its own. */
export function alertIdOf(
  { id, former_ids: formerIds }: Pick<OngoingIncident, 'id' | 'former_ids'>,
  known: ReadonlySet<string>,
): string {
  return [id, ...formerIds].find((candidate) => known.has(candidate)) ?? id;
}
