import { EuiButtonGroup, EuiFieldNumber, EuiLoadingSpinner, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Entities } from '../../../common/app_api/entities/schema';
import { FORECAST_METRICS, type ForecastMetric } from '../../../common/api/forecast/schema';
import { formatDuration, formatInterval } from '../../lib/numbers';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { EntitySelect } from './entity_select';
import {
  chosenInterval,
  HORIZONS_MS,
  INTERVALS_MS,
  intervalsFor,
  type ForecastState,
} from './forecast_state';
import { METRIC_LABELS } from './words';

const METRICS = FORECAST_METRICS.map((id) => ({ id, label: METRIC_LABELS[id] }));
const CHOSEN = 'auto';
const durationOf = (lengthMs: number) => formatDuration(lengthMs / 1000);

/** What is forecast, of whom, how far ahead and how finely. */
export function ForecastControls({
  state,
  isLoading,
  onChange,
}: {
  state: ForecastState;
  isLoading: boolean;
  onChange(change: Partial<ForecastState>): void;
}) {
  const { api } = useServices();
  const { data: entities } = useQuery<Entities, ApiError>({
    queryKey: ['entities'],
    queryFn: ({ signal }) => api.entities(signal),
    staleTime: 60_000,
  });
  const labels = {
    metric: i18n.translate('anomalies.forecast.metric', { defaultMessage: 'What is counted' }),
    horizon: i18n.translate('anomalies.forecast.horizon', { defaultMessage: 'Ahead' }),
    interval: i18n.translate('anomalies.forecast.interval', { defaultMessage: 'Counted by' }),
  };
  return (
    <div className="anmControls" data-test-subj="anomaliesForecastControls">
      <EuiButtonGroup
        legend={labels.metric}
        buttonSize="compressed"
        options={METRICS}
        idSelected={state.metric}
        onChange={(id) => onChange({ metric: id as ForecastMetric, limit: undefined })}
        data-test-subj="anomaliesForecastMetric"
      />
      <EntitySelect
        title={i18n.translate('anomalies.forecast.host', { defaultMessage: 'Host' })}
        all={i18n.translate('anomalies.forecast.allHosts', { defaultMessage: 'all hosts' })}
        names={entities?.hosts ?? []}
        leftOut={entities?.hostsLeftOut ?? 0}
        value={state.host}
        onChange={(host) => onChange({ host })}
        data-test-subj="anomaliesForecastHost"
      />
      <EntitySelect
        title={i18n.translate('anomalies.forecast.service', { defaultMessage: 'Service' })}
        all={i18n.translate('anomalies.forecast.allServices', { defaultMessage: 'all services' })}
        names={entities?.services ?? []}
        leftOut={entities?.servicesLeftOut ?? 0}
        value={state.service}
        onChange={(service) => onChange({ service })}
        data-test-subj="anomaliesForecastService"
      />
      <EuiSelect
        compressed
        prepend={labels.horizon}
        aria-label={labels.horizon}
        value={state.horizon}
        options={Object.entries(HORIZONS_MS).map(([value, lengthMs]) => ({
          value,
          text: durationOf(lengthMs),
        }))}
        onChange={({ target }) => onChange({ horizon: target.value })}
        data-test-subj="anomaliesForecastHorizon"
      />
      <EuiSelect
        compressed
        prepend={labels.interval}
        aria-label={labels.interval}
        value={state.interval ?? CHOSEN}
        options={[
          {
            value: CHOSEN,
            text: i18n.translate('anomalies.forecast.chosenInterval', {
              defaultMessage: '{interval} (chosen)',
              values: { interval: formatInterval(INTERVALS_MS[chosenInterval(state.horizon)]) },
            }),
          },
          ...intervalsFor(state.horizon).map((value) => ({
            value,
            text: formatInterval(INTERVALS_MS[value]),
          })),
        ]}
        onChange={({ target }) =>
          onChange({ interval: target.value === CHOSEN ? undefined : target.value })
        }
        data-test-subj="anomaliesForecastInterval"
      />
      <LimitField limit={state.limit} onChange={(limit) => onChange({ limit })} />
      {isLoading && <EuiLoadingSpinner size="m" />}
    </div>
  );
}

/** A count per interval to watch for; taken over on Enter or when the field is left. */
function LimitField({
  limit,
  onChange,
}: {
  limit: number | undefined;
  onChange(limit: number | undefined): void;
}) {
  const [text, setText] = useState(limit?.toString() ?? '');
  useEffect(() => setText(limit?.toString() ?? ''), [limit]);
  const title = i18n.translate('anomalies.forecast.limitField', { defaultMessage: 'Watch for' });
  const commit = () => {
    const value = Number(text);
    onChange(text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined);
  };
  return (
    <EuiFieldNumber
      compressed
      prepend={title}
      aria-label={i18n.translate('anomalies.forecast.limitLabel', {
        defaultMessage: 'Watch for more than so many an interval',
      })}
      placeholder={i18n.translate('anomalies.forecast.limitPlaceholder', {
        defaultMessage: 'no limit',
      })}
      min={0}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      data-test-subj="anomaliesForecastLimit"
    />
  );
}
