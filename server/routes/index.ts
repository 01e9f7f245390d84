import type { IRouter } from '@kbn/core/server';
import { registerClustersRoute } from './clusters';
import { registerContextRoute } from './context';
import { registerEntitiesRoute } from './entities';
import { registerForecastRoute } from './forecast';
import { registerExportRoute } from './export';
import { registerDriftRoute } from './drift';
import { registerEvaluationRoute } from './evaluation';
import { registerDashboardRoutes } from './dashboards';
import type { RegisterRoute, RouteDependencies } from './handle';
import { registerIncidentRoutes } from './incidents';
import { registerJobRoutes } from './jobs';
import { registerBulkLabelRoutes } from './bulk_labels';
import { registerLabelRoutes } from './labels';
import { registerLanesRoute } from './lanes';
import { registerModelRoutes } from './models';
import { registerOverviewRoute } from './overview';
import { registerPatternRoute } from './pattern';
import { registerPatternsRoutes } from './patterns';
import { registerPreviewRoute } from './preview';
import { registerScatterRoute } from './scatter';
import { registerScheduleRoutes } from './schedules';
import { registerRulePreviewRoute } from './rule_preview';
import { registerSearchRoute } from './search';
import { registerSettingsRoutes } from './settings';
import { registerSimilarRoute } from './similar';
import { registerStatusRoute } from './status';
import { registerVerdictRoutes } from './verdicts';

const ROUTES: RegisterRoute[] = [
  registerStatusRoute,
  registerOverviewRoute,
  registerLanesRoute,
  registerSearchRoute,
  registerScatterRoute,
  registerExportRoute,
  registerSimilarRoute,
  registerContextRoute,
  registerPatternRoute,
  registerPatternsRoutes,
  registerPreviewRoute,
  registerJobRoutes,
  registerModelRoutes,
  registerEvaluationRoute,
  registerDriftRoute,
  registerScheduleRoutes,
  registerLabelRoutes,
  registerIncidentRoutes,
  registerVerdictRoutes,
  registerSettingsRoutes,
  registerEntitiesRoute,
  registerForecastRoute,
  registerClustersRoute,
  registerBulkLabelRoutes,
  registerRulePreviewRoute,
  registerDashboardRoutes,
];

export function registerRoutes(router: IRouter, dependencies: RouteDependencies): void {
  for (const register of ROUTES) register(router, dependencies);
}
