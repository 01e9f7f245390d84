import type { HttpSetup } from '@kbn/core/public';
import type { Job, JobRequestInput } from '../../common/api/jobs/schema';
import type { Label, LabelRequest, LabelResponse } from '../../common/api/labels/schema';
import type { Drift } from '../../common/api/drift/schema';
import type { Model, ModelList } from '../../common/api/models/schema';
import type { Watch, WatchRequest } from '../../common/api/patterns/schema';
import type { ThresholdRequest, ThresholdResponse } from '../../common/api/models/threshold_schema';
import type { Schedule, ScheduleRequestInput } from '../../common/api/schedules/schema';
import type { NotificationStatus } from '../../common/api/settings/notification_status';
import type { RetentionPreview, RetentionRun } from '../../common/api/settings/retention';
import type {
  RetentionSettings,
  Settings,
  SettingsRequest,
} from '../../common/api/settings/schema';
import type { Preview, PreviewRequest } from '../../common/api/sources/schema';
import type { AppClusters, AppClustersRequestInput } from '../../common/app_api/clusters/schema';
import type { Evaluation } from '../../common/app_api/evaluation/schema';
import type { DashboardsStatus } from '../../common/app_api/dashboards/schema';
import type { AnomalyContext } from '../../common/app_api/context/schema';
import type {
  IncidentDetail,
  IncidentLines,
  IncidentLinesInput,
  IncidentOfAnomaly,
  IncidentSearchInput,
  IncidentSearchResponse,
  JudgedIncident,
  JudgeIncident,
  OpenIncidents,
} from '../../common/app_api/incidents/schema';
import type { Entities } from '../../common/app_api/entities/schema';
import type { AppForecast, AppForecastRequest } from '../../common/app_api/forecast/schema';
import type { ExportRequestInput } from '../../common/app_api/export/schema';
import type {
  BulkEffect,
  BulkJudgeRequestInput,
  BulkRemoveRequestInput,
} from '../../common/app_api/labels/schema';
import type { ViewBy } from '../../common/app_api/lanes/bounds';
import type { Lanes, LanesRequestInput } from '../../common/app_api/lanes/schema';
import type { Overview } from '../../common/app_api/overview/schema';
import { APP_API } from '../../common/app_api/paths';
import type { PatternHistory } from '../../common/app_api/pattern/schema';
import type {
  PatternDetails,
  PatternList,
  PatternListRequestInput,
  PatternNews,
  PatternValues,
  PatternValuesRequest,
} from '../../common/app_api/patterns/schema';
import type { SearchRequestInput, SearchResponse } from '../../common/app_api/search/schema';
import type { Scatter, ScatterRequestInput } from '../../common/app_api/scatter/schema';
import type { SimilarLines } from '../../common/app_api/similar/schema';
import type { AppStatus } from '../../common/app_api/status/schema';
import type { TimeRange } from '../../common/app_api/time_range';
import type { VerdictList } from '../../common/app_api/verdicts/schema';
import { toApiError } from './api_error';

export interface OverviewParameters extends TimeRange {
  view_by: ViewBy;
  buckets: number;
  utc_offset_minutes: number;
}

export interface PatternParameters {
  id: string;
  text: string;
  index: string;
  utc_offset_minutes: number;
}

export interface PatternDetailsParameters extends TimeRange {
  id: string;
  buckets: number;
  utc_offset_minutes: number;
}

export type Api = ReturnType<typeof createApi>;

/** The plugin's routes, typed; every failure is an ApiError. */
export function createApi(http: HttpSetup) {
  const run = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw toApiError(error);
    }
  };
  const post = <T>(path: string, body: unknown = {}, signal?: AbortSignal) =>
    run(http.post<T>(path, { body: JSON.stringify(body), signal }));
  const withId = (path: string, id: string, ...rest: string[]) =>
    [path, encodeURIComponent(id), ...rest].join('/');

  return {
    status: (signal?: AbortSignal) => run(http.get<AppStatus>(APP_API.status, { signal })),
    overview: (query: OverviewParameters, signal?: AbortSignal) =>
      run(http.get<Overview>(APP_API.overview, { query: { ...query }, signal })),
    lanes: (request: LanesRequestInput, signal?: AbortSignal) =>
      post<Lanes>(APP_API.lanes, request, signal),
    search: (request: SearchRequestInput, signal?: AbortSignal) =>
      post<SearchResponse>(APP_API.search, request, signal),
    scatter: (request: ScatterRequestInput, signal?: AbortSignal) =>
      post<Scatter>(APP_API.scatter, request, signal),
    /** The file as it comes, for the caller to read. */
    exportCsv: async (request: ExportRequestInput, signal?: AbortSignal) => {
      const { response } = await run(
        http.post(APP_API.export, {
          body: JSON.stringify(request),
          signal,
          asResponse: true,
          rawResponse: true,
        }),
      );
      return response;
    },
    similar: (index: string, id: string, size: number, signal?: AbortSignal) =>
      run(http.get<SimilarLines>(APP_API.similar, { query: { index, id, size }, signal })),
    context: (index: string, id: string, lines: number, signal?: AbortSignal) =>
      run(http.get<AnomalyContext>(APP_API.context, { query: { index, id, lines }, signal })),
    pattern: (query: PatternParameters, signal?: AbortSignal) =>
      run(http.get<PatternHistory>(APP_API.pattern, { query: { ...query }, signal })),
    patterns: (request: PatternListRequestInput, signal?: AbortSignal) =>
      post<PatternList>(APP_API.patterns, request, signal),
    patternNews: (range: TimeRange, signal?: AbortSignal) =>
      run(http.get<PatternNews>(`${APP_API.patterns}/news`, { query: { ...range }, signal })),
    patternDetails: (query: PatternDetailsParameters, signal?: AbortSignal) =>
      run(http.get<PatternDetails>(`${APP_API.patterns}/details`, { query: { ...query }, signal })),
    patternValues: (request: PatternValuesRequest, signal?: AbortSignal) =>
      post<PatternValues>(`${APP_API.patterns}/values`, request, signal),
    watchPattern: (request: WatchRequest) => post<Watch>(`${APP_API.patterns}/watches`, request),
    unwatchPattern: (id: string) =>
      run(http.delete<Watch>(withId(`${APP_API.patterns}/watches`, id))),
    preview: (request: PreviewRequest, signal?: AbortSignal) =>
      post<Preview>(APP_API.preview, request, signal),
    jobs: async (signal?: AbortSignal) =>
      (await run(http.get<{ jobs: Job[] }>(APP_API.jobs, { signal }))).jobs,
    startJob: (request: JobRequestInput) => post<Job>(APP_API.jobs, request),
    job: (id: string, signal?: AbortSignal) =>
      run(http.get<Job>(withId(APP_API.jobs, id), { signal })),
    cancelJob: (id: string) => post<Job>(withId(APP_API.jobs, id, 'cancel')),
    models: (signal?: AbortSignal) => run(http.get<ModelList>(APP_API.models, { signal })),
    rollBackModel: () => post<Model>(`${APP_API.models}/rollback`),
    activateModel: (id: string) => post<Model>(withId(APP_API.models, id, 'activate')),
    dashboards: (signal?: AbortSignal) =>
      run(http.get<DashboardsStatus>(APP_API.dashboards, { signal })),
    installDashboards: () => post<DashboardsStatus>(APP_API.dashboards),
    removeDashboards: () => run(http.delete<DashboardsStatus>(APP_API.dashboards)),
    setThreshold: (id: string, request: ThresholdRequest) =>
      post<ThresholdResponse>(withId(APP_API.models, id, 'threshold'), request),
    evaluation: (id: string, signal?: AbortSignal) =>
      run(http.get<Evaluation>(withId(APP_API.models, id, 'evaluation'), { signal })),
    drift: (model: string, signal?: AbortSignal) =>
      run(http.get<Drift>(APP_API.drift, { query: { model }, signal })),
    schedules: async (signal?: AbortSignal) =>
      (await run(http.get<{ schedules: Schedule[] }>(APP_API.schedules, { signal }))).schedules,
    saveSchedule: (id: string | undefined, request: ScheduleRequestInput) =>
      id === undefined
        ? post<Schedule>(APP_API.schedules, request)
        : post<Schedule>(withId(APP_API.schedules, id), request),
    scheduleAction: (id: string, action: 'enable' | 'disable' | 'run') =>
      post<Schedule>(withId(APP_API.schedules, id, action)),
    deleteSchedule: (id: string) => run(http.delete<Schedule>(withId(APP_API.schedules, id))),
    deleteModel: (id: string) => run(http.delete<unknown>(withId(APP_API.models, id))),
    entities: (signal?: AbortSignal) => run(http.get<Entities>(APP_API.entities, { signal })),
    clusters: (request: AppClustersRequestInput, signal?: AbortSignal) =>
      post<AppClusters>(APP_API.clusters, request, signal),
    forecast: (request: AppForecastRequest, signal?: AbortSignal) =>
      post<AppForecast>(APP_API.forecast, request, signal),
    labels: async (signal?: AbortSignal) =>
      (await run(http.get<{ labels: Label[] }>(APP_API.labels, { signal }))).labels,
    addLabel: (request: LabelRequest) => post<LabelResponse>(APP_API.labels, request),
    restoreLabel: (id: string) => post<LabelResponse>(withId(APP_API.labels, id, 'restore')),
    /** From now on; for ever where no seconds are given. */
    muteFor: (id: string, seconds: number | undefined) =>
      post<LabelResponse>(withId(APP_API.labels, id, 'period'), { mute_seconds: seconds }),
    verdicts: (signal?: AbortSignal) => run(http.get<VerdictList>(APP_API.verdicts, { signal })),
    settings: (signal?: AbortSignal) => run(http.get<Settings>(APP_API.settings, { signal })),
    saveSettings: (request: Omit<SettingsRequest, 'user'>) =>
      post<Settings>(APP_API.settings, request),
    testNotifier: (id: string) => post<{ detail: string }>(withId(APP_API.notifiers, id, 'test')),
    notificationStatus: (signal?: AbortSignal) =>
      run(http.get<NotificationStatus>(APP_API.notifications, { signal })),
    lastRetention: async (signal?: AbortSignal) =>
      (await run(http.get<{ last_run: RetentionRun | null }>(APP_API.retention, { signal })))
        .last_run,
    retentionPreview: (request: RetentionSettings, signal?: AbortSignal) =>
      post<RetentionPreview>(`${APP_API.retention}/preview`, request, signal),
    judgeMany: (request: BulkJudgeRequestInput) =>
      post<BulkEffect>(`${APP_API.labels}/bulk`, request),
    removeLabels: (request: BulkRemoveRequestInput) =>
      post<BulkEffect>(`${APP_API.labels}/bulk_remove`, request),
    restoreLabels: (ids: string[]) => post<BulkEffect>(`${APP_API.labels}/bulk_restore`, { ids }),
    removeLabel: (id: string) => run(http.delete<LabelResponse>(withId(APP_API.labels, id))),
    searchIncidents: (request: IncidentSearchInput, signal?: AbortSignal) =>
      post<IncidentSearchResponse>(withId(APP_API.incidents, '_search'), request, signal),
    openIncidents: (range: TimeRange, signal?: AbortSignal) =>
      run(
        http.get<OpenIncidents>(withId(APP_API.incidents, '_open'), {
          query: { ...range },
          signal,
        }),
      ),
    incidentOf: (anomaly: string, signal?: AbortSignal) =>
      run(
        http.get<IncidentOfAnomaly>(withId(APP_API.incidents, '_of'), {
          query: { anomaly },
          signal,
        }),
      ),
    incident: (id: string, signal?: AbortSignal) =>
      run(http.get<IncidentDetail>(withId(APP_API.incidents, id), { signal })),
    incidentLines: (id: string, request: IncidentLinesInput, signal?: AbortSignal) =>
      post<IncidentLines>(withId(APP_API.incidents, id, '_lines'), request, signal),
    judgeIncident: (id: string, request: JudgeIncident) =>
      post<JudgedIncident>(withId(APP_API.incidents, id, 'verdict'), request),
  };
}
