import { EuiSkeletonRectangle, type Criteria } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type {
  IncidentRow,
  IncidentSearchResponse,
  IncidentSortField,
} from '../../../../common/app_api/incidents/schema';
import { MAX_REACHABLE_ROWS } from '../../../../common/app_api/search/limits';
import { IncidentKeys } from '../../../components/incidents/incident_keys';
import { IncidentTable } from '../../../components/incidents/incident_table';
import { Panel } from '../../../components/panel';
import { QueryGate } from '../../../components/query_gate';
import { useAppState } from '../../../hooks/use_app_state';
import { useIncidentReview } from '../../../hooks/use_incident_review';
import { usePeriod } from '../../../hooks/use_period';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { ListFilters } from './list_filters';
import { PAGE_SIZES, parseIncidentListState, type IncidentListState } from './list_state';
import { NoIncidents } from './no_incidents';

const SPARK_BUCKETS = 30;
const NO_ROWS: IncidentRow[] = [];

/** Incidents of the period: filter, open, judge, go on. */
export function IncidentListPage() {
  const [state, changeState] = useAppState<IncidentListState>(parseIncidentListState);
  const query = useIncidentSearch(state);
  const review = useIncidentReview(query.data?.rows ?? NO_ROWS);
  const { page, size, sort, direction } = state;

  const onTableChange = ({ page: to, sort: by }: Criteria<IncidentRow>) =>
    changeState({
      ...(to ? { page: to.index, size: to.size } : {}),
      ...(by ? { sort: by.field as unknown as IncidentSortField, direction: by.direction } : {}),
    });

  return (
    <>
      <ListFilters state={state} result={query.data} onChange={changeState} />
      <QueryGate
        query={query}
        skeleton={<EuiSkeletonRectangle width="100%" height={520} borderRadius="m" />}
      >
        {({ rows, total, counts }) =>
          rows.length === 0 ? (
            <NoIncidents state={state} counts={counts} onChange={changeState} />
          ) : (
            <Panel
              data-test-subj="anomaliesIncidentList"
              title={i18n.translate('anomalies.incidents.total', {
                defaultMessage: '{total, plural, one {# incident} other {# incidents}}',
                values: { total },
              })}
              remark={i18n.translate('anomalies.incidents.judgedCounts', {
                defaultMessage:
                  'in the period {open} open, {confirmed} judged real, {falsePositive} false alarms',
                values: {
                  open: counts.open,
                  confirmed: counts.confirmed,
                  falsePositive: counts.falsePositive,
                },
              })}
              end={<IncidentKeys />}
            >
              <IncidentTable
                rows={rows}
                review={review}
                caption={i18n.translate('anomalies.incidents.caption', {
                  defaultMessage: 'Incidents',
                })}
                loading={query.isPreviousData}
                sorting={{ sort: { field: sort as unknown as keyof IncidentRow, direction } }}
                pagination={{
                  pageIndex: page,
                  pageSize: size,
                  pageSizeOptions: PAGE_SIZES,
                  totalItemCount: Math.min(total, MAX_REACHABLE_ROWS),
                }}
                onChange={onTableChange}
              />
            </Panel>
          )
        }
      </QueryGate>
    </>
  );
}

function useIncidentSearch({ sort, direction, ...filters }: IncidentListState) {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  return useQuery<IncidentSearchResponse, ApiError>({
    queryKey: ['incidents', range, filters, sort, direction],
    queryFn: ({ signal }) =>
      api.searchIncidents(
        {
          ...range,
          ...filters,
          sort: { field: sort, direction },
          buckets: SPARK_BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });
}
