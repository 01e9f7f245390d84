/** The part of Kibana 8.12's alerting plugin that rule types use. */
declare module '@kbn/alerting-plugin/server' {
  import type { IScopedClusterClient, Logger } from '@kbn/core/server';

  export interface PublicAlert<Context, Group extends string> {
    getId(): string;
    scheduleActions(group: Group, context: Context): PublicAlert<Context, Group>;
    replaceState(state: Record<string, unknown>): PublicAlert<Context, Group>;
    setContext(context: Context): PublicAlert<Context, Group>;
  }

  export interface AlertFactory<Context, Group extends string> {
    create(id: string): PublicAlert<Context, Group>;
    alertLimit: { getValue(): number; setLimitReached(reached: boolean): void };
    done(): { getRecoveredAlerts(): PublicAlert<Context, Group>[] };
  }

  export interface RuleExecutorOptions<Params, State, Context, Group extends string> {
    startedAt: Date;
    previousStartedAt: Date | null;
    spaceId: string;
    rule: { id: string; name: string; schedule: { interval: string } };
    params: Params;
    state: State;
    logger: Logger;
    services: {
      alertFactory: AlertFactory<Context, Group>;
      scopedClusterClient: IScopedClusterClient;
      shouldStopExecution(): boolean;
    };
  }

  interface Variable {
    name: string;
    description: string;
    useWithTripleBracesInTemplates?: boolean;
  }

  export interface RuleType<Params, State, Context, Group extends string> {
    id: string;
    name: string;
    actionGroups: { id: Group; name: string }[];
    defaultActionGroupId: Group;
    minimumLicenseRequired: 'basic';
    isExportable: boolean;
    /** Kibana's application categories: management, observability, securitySolution. */
    category: string;
    producer: string;
    doesSetRecoveryContext: boolean;
    defaultScheduleInterval?: string;
    ruleTaskTimeout?: string;
    validate: { params: { validate(params: unknown): Params } };
    actionVariables: { context: Variable[]; params?: Variable[] };
    executor(
      options: RuleExecutorOptions<Params, State, Context, Group>,
    ): Promise<{ state: State }>;
  }

  export interface AlertingServerSetup {
    registerType<Params, State, Context, Group extends string>(
      ruleType: RuleType<Params, State, Context, Group>,
    ): void;
  }
}
