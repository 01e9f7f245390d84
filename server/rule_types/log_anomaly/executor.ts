import type { RuleExecutorOptions } from '@kbn/alerting-plugin/server';
import { actionGroupOf, type ActionGroup } from '../../../common/rule_types/action_groups';
import type { LogAnomalyParams } from '../../../common/rule_types/log_anomaly_params';
import { windowMs } from '../../../common/rule_types/window';
import { allOf } from '../../queries/elasticsearch';
import { AppLinks, type KibanaAddress } from '../shared/app_links';
import { episodesOver, STEPS_PER_WINDOW, type Episode } from '../shared/sliding_window';
import { contextOf, recoveryContext, type LogAnomalyContext } from './context';
import { countLines, linesOfRule, since, within, type Steps } from './counts';
import { incidentsOfLines, readDetails } from './details';

const MINUTE_MS = 60_000;
/** After a longer pause of Kibana only so much is made up for. */
const MAX_PAUSE_MS = 86_400_000;

type Options = RuleExecutorOptions<
  LogAnomalyParams,
  Record<string, never>,
  Partial<LogAnomalyContext>,
  ActionGroup
>;

/**
 * Counts by the time at which lines were scored: one that came late counts when it is there, and none counts in two
 * checks as something new. An alert is active as long as the window held too many lines at any time since the last check.
 */
export async function checkLogAnomalies(
  options: Options,
  address: KibanaAddress,
): Promise<{ state: Record<string, never> }> {
  const { params, startedAt, previousStartedAt, services, spaceId } = options;
  const { alertFactory } = services;
  const nowMs = startedAt.getTime();
  const lengthMs = windowMs(params);
  const sinceMs = Math.max(previousStartedAt?.getTime() ?? 0, nowMs - MAX_PAUSE_MS);
  const pauseMs = previousStartedAt ? nowMs - sinceMs : 0;
  const steps: Steps = {
    field: 'event.ingested',
    startMs: nowMs - pauseMs - lengthMs,
    endMs: nowMs,
    stepMs: lengthMs / STEPS_PER_WINDOW,
  };
  const read = {
    elasticsearch: services.scopedClusterClient.asCurrentUser,
    signal: new AbortController().signal,
  };
  const query = allOf(
    linesOfRule(params),
    // Scoring a period anew writes old lines: they are no news.
    since('@timestamp', steps.startMs - params.maxAgeMinutes * MINUTE_MS),
  );

  const limit = alertFactory.alertLimit.getValue();
  const { groups, isCut } = await countLines(read, query, params.groupBy, steps, limit);
  const fired = new Map<string, Episode>();
  for (const [group, counts] of groups) {
    const episode = episodesOver(counts, {
      stepMs: steps.stepMs,
      windowMs: lengthMs,
      count: params.count,
    }).findLast(({ endMs }) => endMs > nowMs - Math.max(pauseMs, steps.stepMs));
    if (episode) fired.set(group, episode);
  }

  const counted = allOf(query, within(steps.field, steps.startMs, steps.endMs));
  const details = await readDetails(read, counted, params.groupBy, [...fired.keys()]);
  const lineIds = [...details.values()].flatMap(({ topLines }) => topLines.map(({ id }) => id));
  const incidents = await incidentsOfLines(read, lineIds);
  const links = new AppLinks(address, spaceId);
  for (const [group, episode] of fired) {
    const ofGroup = details.get(group);
    const incident = ofGroup?.topLines
      .map(({ id }) => incidents.get(id))
      .find((found) => found !== undefined);
    alertFactory
      .create(group)
      .scheduleActions(
        actionGroupOf(episode.maxScore),
        contextOf(params, group, episode, ofGroup, incident, links, nowMs),
      );
  }
  // Groups come with the most lines first: where the last of them is quiet, those left out are, too.
  alertFactory.alertLimit.setLimitReached(isCut && fired.size >= limit);
  for (const alert of alertFactory.done().getRecoveredAlerts()) {
    alert.setContext(recoveryContext(params, alert.getId(), links, nowMs, lengthMs));
  }
  return { state: {} };
}
