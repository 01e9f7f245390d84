import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import { MIN_COMPARED_INTERVALS } from '../../../common/api/forecast/schema';
import type { MissingData } from '../../../common/app_api/forecast/schema';
import { AppLink } from '../../components/app_link';
import { formatDuration, formatInterval } from '../../lib/numbers';
import { globalStateOnly } from '../../lib/url_state';
import { chosenInterval, INTERVALS_MS, intervalsFor, type ForecastState } from './forecast_state';

/** There is too little to forecast from: says what is needed, and offers what may help. */
export function NothingToForecast({
  missing: code,
  state,
  onChange,
}: {
  missing: MissingData;
  state: ForecastState;
  onChange(change: Partial<ForecastState>): void;
}) {
  const { search } = useLocation();
  const intervalMs = INTERVALS_MS[state.interval ?? chosenInterval(state.horizon)];
  const shortest = intervalsFor(state.horizon)[0];
  const isNarrowed = state.host !== undefined || state.service !== undefined;
  const needed = i18n.translate('anomalies.forecast.needed', {
    defaultMessage:
      'At least one whole interval of {interval} has to be over; {count} of them, {duration}, are needed to compare models.',
    values: {
      interval: formatInterval(intervalMs),
      count: MIN_COMPARED_INTERVALS,
      duration: formatDuration((MIN_COMPARED_INTERVALS * intervalMs) / 1000),
    },
  });
  return (
    <EuiEmptyPrompt
      iconType="visLine"
      titleSize="xs"
      data-test-subj={`anomaliesForecastEmpty-${code}`}
      title={<h2>{titleOf(code)}</h2>}
      body={
        <p>
          {code === 'no_rollups'
            ? i18n.translate('anomalies.forecast.noRollupsBody', {
                defaultMessage:
                  'Errors are counted from lines that were scored. Score the period on the Models page, choose a later end in the period above, or count all lines.',
              })
            : needed}
        </p>
      }
      actions={[
        ...(isNarrowed
          ? [
              <EuiButton
                key="all"
                size="s"
                onClick={() => onChange({ host: undefined, service: undefined })}
                data-test-subj="anomaliesForecastAll"
              >
                {i18n.translate('anomalies.forecast.takeAll', {
                  defaultMessage: 'Take all hosts and services',
                })}
              </EuiButton>,
            ]
          : []),
        ...(code === 'too_little_data' && INTERVALS_MS[shortest] < intervalMs
          ? [
              <EuiButton key="shorter" size="s" onClick={() => onChange({ interval: shortest })}>
                {i18n.translate('anomalies.forecast.shorter', {
                  defaultMessage: 'Count by {interval}',
                  values: { interval: formatInterval(INTERVALS_MS[shortest]) },
                })}
              </EuiButton>,
            ]
          : []),
        ...(code === 'no_rollups'
          ? [
              <EuiButton key="lines" size="s" onClick={() => onChange({ metric: 'lines' })}>
                {i18n.translate('anomalies.forecast.countLines', {
                  defaultMessage: 'Count all lines',
                })}
              </EuiButton>,
              <AppLink key="models" path={`/models${globalStateOnly(search)}`}>
                {i18n.translate('anomalies.forecast.toModels', { defaultMessage: 'To the models' })}
              </AppLink>,
            ]
          : []),
      ]}
    />
  );
}

function titleOf(code: MissingData): string {
  switch (code) {
    case 'no_rollups':
      return i18n.translate('anomalies.forecast.noRollups', {
        defaultMessage: 'No scored lines of this up to the end of the period',
      });
    case 'no_lines':
      return i18n.translate('anomalies.forecast.noLines', {
        defaultMessage: 'No lines of this up to the end of the period',
      });
    default:
      return i18n.translate('anomalies.forecast.tooLittle', {
        defaultMessage: 'Too few lines yet to look ahead',
      });
  }
}
