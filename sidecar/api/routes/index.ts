import type { Services } from '../../services';
import type { Endpoint } from '../endpoint';
import { classicEndpoints } from './classic';
import { clusterEndpoints } from './clusters';
import { driftEndpoints } from './drift';
import { forecastEndpoints } from './forecast';
import { healthEndpoints } from './health';
import { incidentEndpoints } from './incidents';
import { ingestEndpoints } from './ingest';
import { jobEndpoints } from './jobs';
import { labelEndpoints } from './labels';
import { logLevelEndpoints } from './log_level';
import { modelEndpoints } from './models';
import { patternEndpoints } from './patterns';
import { scheduleEndpoints } from './schedules';
import { scoreEndpoints } from './score';
import { settingsEndpoints } from './settings';
import { sourceEndpoints } from './sources';
import { statusEndpoints } from './status';

/** Every endpoint of the sidecar but the document that describes them. */
export function allEndpoints(services: Services): Endpoint[] {
  return [
    ...healthEndpoints(services),
    ...statusEndpoints(services),
    ...logLevelEndpoints(services),
    ...scoreEndpoints(services),
    ...ingestEndpoints(services),
    ...jobEndpoints(services),
    ...modelEndpoints(services),
    ...patternEndpoints(services),
    ...labelEndpoints(services),
    ...incidentEndpoints(services),
    ...sourceEndpoints(services),
    ...forecastEndpoints(services),
    ...clusterEndpoints(services),
    ...driftEndpoints(services),
    ...scheduleEndpoints(services),
    ...settingsEndpoints(services),
    ...classicEndpoints(services),
  ];
}
