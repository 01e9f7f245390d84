import type { RuleExecutorOptions } from '@kbn/alerting-plugin/server';
import type { ElasticsearchClient } from '@kbn/core/server';

type Executor<Params, State, Context, Group extends string> = (
  options: RuleExecutorOptions<Params, State, Context, Group>,
) => Promise<{ state: State }>;

/** What a check of a rule said: alerts that fire, and those that are over. */
export interface Check<Context, Group> {
  active: Map<string, { group: Group; context: Context }>;
  recovered: Map<string, Context>;
}

/**
 * Runs a rule's executor check after check, keeping state, last start and active alerts in between, as Kibana's alerting
 * does. Kibana itself runs in test/kibana; here the hands of the clock can be set.
 */
export function ruleRuns<
  Params,
  State extends Record<string, unknown>,
  Context,
  Group extends string,
>(
  elasticsearch: ElasticsearchClient,
  params: Params,
  executor: Executor<Params, State, Context, Group>,
  maxAlerts = 1_000,
) {
  let state = {} as State;
  let previousStartedAt: Date | null = null;
  let wasActive = new Set<string>();

  return async (atMs: number): Promise<Check<Context, Group>> => {
    const check: Check<Context, Group> = { active: new Map(), recovered: new Map() };
    const alertOf = (id: string, say: (context: Context, group?: Group) => void) => {
      const alert = {
        getId: () => id,
        replaceState: () => alert,
        scheduleActions: (group: Group, context: Context) => (say(context, group), alert),
        setContext: (context: Context) => (say(context), alert),
      };
      return alert;
    };
    const startedAt = new Date(atMs);
    const answer = await executor({
      startedAt,
      previousStartedAt,
      spaceId: 'default',
      rule: { id: 'rule', name: 'A rule', schedule: { interval: '1m' } },
      params,
      state,
      logger: { debug() {}, info() {}, warn() {}, error() {} } as never,
      services: {
        scopedClusterClient: { asCurrentUser: elasticsearch } as never,
        shouldStopExecution: () => false,
        alertFactory: {
          create: (id) =>
            alertOf(id, (context, group) => check.active.set(id, { context, group: group! })),
          alertLimit: { getValue: () => maxAlerts, setLimitReached: () => undefined },
          done: () => ({
            getRecoveredAlerts: () =>
              [...wasActive]
                .filter((id) => !check.active.has(id))
                .map((id) => alertOf(id, (context) => check.recovered.set(id, context))),
          }),
        },
      },
    });
    state = answer.state;
    previousStartedAt = startedAt;
    wasActive = new Set(check.active.keys());
    return check;
  };
}
