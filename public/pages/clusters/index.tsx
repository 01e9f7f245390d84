import { EuiEmptyPrompt, EuiSkeletonRectangle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { MIN_CLUSTERED_PATTERNS } from '../../../common/api/clusters/schema';
import type { AppClusters, ClusterMap, MapPattern } from '../../../common/app_api/clusters/schema';
import { Panel } from '../../components/panel';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { usePeriod } from '../../hooks/use_period';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { ClusterBubbles } from './cluster_bubbles';
import { ClusterControls } from './cluster_controls';
import { ClusterList } from './cluster_list';
import {
  clustersRequest,
  NO_CLUSTER,
  parseClustersState,
  type ClustersState,
} from './clusters_state';
import { PatternsTable } from './patterns_table';
import { QualitySentence } from './quality_sentence';

/** Which patterns resemble each other: a map, and what is in each cluster. */
export function ClustersPage() {
  const { api } = useServices();
  const { range } = usePeriod();
  const [state, changeState] = useAppState(parseClustersState);
  const { algorithm, k, alikePct, minPoints } = state;
  const query = useQuery<AppClusters, ApiError>({
    queryKey: ['clusters', range, algorithm, k, alikePct, minPoints],
    queryFn: ({ signal }) => api.clusters(clustersRequest(state, range), signal),
    keepPreviousData: true,
  });
  // While another algorithm's answer comes, the fields must not say what the last one chose.
  const used = query.isPreviousData ? undefined : query.data?.map?.parameters;
  return (
    <>
      <ClusterControls
        state={state}
        used={used}
        isLoading={query.isFetching}
        onChange={changeState}
      />
      <QueryGate query={query} skeleton={<ClustersSkeleton />}>
        {({ map }) =>
          map ? (
            <ClusterPanels map={map} state={state} onChange={changeState} />
          ) : (
            <TooFewPatterns />
          )
        }
      </QueryGate>
    </>
  );
}

function ClusterPanels({
  map,
  state: { cluster, pattern },
  onChange,
}: {
  map: ClusterMap;
  state: ClustersState;
  onChange(change: Partial<ClustersState>): void;
}) {
  const choosePattern = ({ id, cluster: own }: MapPattern) =>
    onChange({ pattern: id, cluster: own ?? NO_CLUSTER });
  return (
    <>
      <QualitySentence map={map} />
      <div className="anmClusters">
        <Panel
          title={i18n.translate('anomalies.clusters.mapTitle', { defaultMessage: 'Map' })}
          remark={mapRemark(map)}
          data-test-subj="anomaliesClusterMap"
        >
          <ClusterBubbles
            map={map}
            chosenCluster={cluster}
            chosenPattern={pattern}
            onChoose={choosePattern}
          />
        </Panel>
        <Panel
          title={i18n.translate('anomalies.clusters.listTitle', { defaultMessage: 'In clusters' })}
          remark={
            map.counted === 'period'
              ? i18n.translate('anomalies.clusters.countedPeriod', {
                  defaultMessage: 'counts of the period above',
                })
              : i18n.translate('anomalies.clusters.countedTraining', {
                  defaultMessage: 'lines counted in training, flagged ones in the period above',
                })
          }
        >
          <ClusterList
            map={map}
            chosenCluster={cluster}
            chosenPattern={pattern}
            onChooseCluster={(next) => onChange({ cluster: next, pattern: undefined })}
            onChoosePattern={choosePattern}
          />
        </Panel>
      </div>
      <Panel>
        <PatternsTable map={map} />
      </Panel>
    </>
  );
}

const mapRemark = ({ counted }: ClusterMap): string =>
  counted === 'period'
    ? i18n.translate('anomalies.clusters.mapRemark', {
        defaultMessage:
          'Near each other: similar words. How far groups are apart tells little. Size: lines in the period, by their logarithm. Diamonds: flagged in the period.',
      })
    : i18n.translate('anomalies.clusters.mapRemarkTraining', {
        defaultMessage:
          'Near each other: similar words. How far groups are apart tells little. Size: lines in training, by their logarithm. Diamonds: flagged in the period.',
      });

function TooFewPatterns() {
  return (
    <EuiEmptyPrompt
      iconType="visMapCoordinate"
      titleSize="xs"
      title={
        <h2>
          {i18n.translate('anomalies.clusters.tooFewTitle', {
            defaultMessage: 'The model knows too few patterns to group',
          })}
        </h2>
      }
      body={
        <p>
          {i18n.translate('anomalies.clusters.tooFewBody', {
            defaultMessage:
              'At least {count} are needed. Train a model on a longer period, or on logs that say more than one thing.',
            values: { count: MIN_CLUSTERED_PATTERNS },
          })}
        </p>
      }
      data-test-subj="anomaliesClustersEmpty"
    />
  );
}

/** As high as what comes, so that nothing jumps. */
function ClustersSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesClustersLoading">
      <EuiSkeletonRectangle width="100%" height={52} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={572} borderRadius="m" />
    </div>
  );
}
