import { EuiButtonGroup, EuiFieldNumber, EuiLoadingSpinner } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useState } from 'react';
import type { ClusterAlgorithm } from '../../../common/api/clusters/schema';
import type { ClusterMap } from '../../../common/app_api/clusters/schema';
import { ALIKE_PCT, alikePctOf, K, MIN_POINTS, type ClustersState } from './clusters_state';

const ALGORITHMS: { id: ClusterAlgorithm; label: string }[] = [
  {
    id: 'kmeans',
    label: i18n.translate('anomalies.clusters.kmeans', { defaultMessage: 'K-Means' }),
  },
  {
    id: 'dbscan',
    label: i18n.translate('anomalies.clusters.dbscan', { defaultMessage: 'DBSCAN' }),
  },
  {
    id: 'hierarchical',
    label: i18n.translate('anomalies.clusters.hierarchical', { defaultMessage: 'Hierarchical' }),
  },
];

/** By what, and with which parameters; what is left empty is chosen, and the field says what was. */
export function ClusterControls({
  state,
  used,
  isLoading,
  onChange,
}: {
  state: ClustersState;
  /** Parameters of what is shown. */
  used: ClusterMap['parameters'] | undefined;
  isLoading: boolean;
  onChange(change: Partial<ClustersState>): void;
}) {
  // Clusters are numbered anew, so the chosen one is no more.
  const change = (part: Partial<ClustersState>) => onChange({ ...part, cluster: undefined });
  const distance = used?.eps ?? used?.cut;
  return (
    <div className="anmControls" data-test-subj="anomaliesClusterControls">
      <EuiButtonGroup
        legend={i18n.translate('anomalies.clusters.algorithm', {
          defaultMessage: 'How patterns are grouped',
        })}
        buttonSize="compressed"
        options={ALGORITHMS}
        idSelected={state.algorithm}
        onChange={(id) => change({ algorithm: id as ClusterAlgorithm })}
        data-test-subj="anomaliesClusterAlgorithm"
      />
      {state.algorithm === 'kmeans' ? (
        <NumberField
          title={i18n.translate('anomalies.clusters.k', { defaultMessage: 'Clusters' })}
          value={state.k}
          chosen={used?.k}
          {...K}
          onChange={(k) => change({ k })}
          data-test-subj="anomaliesClusterK"
        />
      ) : (
        <NumberField
          title={i18n.translate('anomalies.clusters.alike', { defaultMessage: 'Alike by' })}
          unit="%"
          value={state.alikePct}
          chosen={distance === undefined || distance === null ? undefined : alikePctOf(distance)}
          {...ALIKE_PCT}
          onChange={(alikePct) => change({ alikePct })}
          data-test-subj="anomaliesClusterAlike"
        />
      )}
      {state.algorithm === 'dbscan' && (
        <NumberField
          title={i18n.translate('anomalies.clusters.minPoints', { defaultMessage: 'At least' })}
          unit={i18n.translate('anomalies.clusters.patternsUnit', { defaultMessage: 'patterns' })}
          value={state.minPoints}
          chosen={used?.min_points}
          {...MIN_POINTS}
          onChange={(minPoints) => change({ minPoints })}
          data-test-subj="anomaliesClusterMinPoints"
        />
      )}
      {isLoading && <EuiLoadingSpinner size="m" />}
    </div>
  );
}

/** Taken over on Enter or when the field is left; empty means: choose for me. */
function NumberField({
  title,
  unit,
  value,
  chosen,
  min,
  max,
  onChange,
  'data-test-subj': testSubject,
}: {
  title: string;
  unit?: string;
  value: number | undefined;
  chosen: number | null | undefined;
  min: number;
  max: number;
  onChange(value: number | undefined): void;
  'data-test-subj': string;
}) {
  const [text, setText] = useState(value?.toString() ?? '');
  useEffect(() => setText(value?.toString() ?? ''), [value]);
  const commit = () => {
    const next =
      text.trim() === '' || !Number.isFinite(Number(text))
        ? undefined
        : Math.min(max, Math.max(min, Math.round(Number(text))));
    setText(next?.toString() ?? '');
    if (next !== value) onChange(next);
  };
  return (
    <EuiFieldNumber
      compressed
      prepend={title}
      append={unit}
      aria-label={title}
      min={min}
      max={max}
      value={text}
      placeholder={
        typeof chosen === 'number'
          ? i18n.translate('anomalies.clusters.chosen', {
              defaultMessage: '{value} (chosen)',
              values: { value: chosen },
            })
          : ''
      }
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      data-test-subj={testSubject}
    />
  );
}
