import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { IncidentCounts } from '../../../../common/app_api/incidents/schema';
import { usePeriod } from '../../../hooks/use_period';
import { useTimes } from '../../../hooks/use_times';
import { isNarrowed, type IncidentListState } from './list_state';

/** Why the list is empty, and what to do next. */
export function NoIncidents({
  state,
  counts,
  onChange,
}: {
  state: IncidentListState;
  counts: IncidentCounts;
  onChange(change: Partial<IncidentListState>): void;
}) {
  const { range, setTime } = usePeriod();
  const times = useTimes();
  const period = { from: times.minute(range.from), to: times.minute(range.to) };
  const judged = counts.confirmed + counts.falsePositive;
  if (isNarrowed(state)) {
    return (
      <Prompt
        title={i18n.translate('anomalies.incidents.noMatch', {
          defaultMessage: 'No incident matches',
        })}
        body={i18n.translate('anomalies.incidents.noMatchBody', {
          defaultMessage: 'From {from} to {to} none has all that was asked for.',
          values: period,
        })}
        action={i18n.translate('anomalies.incidents.clear', {
          defaultMessage: 'Take out the filters',
        })}
        onAction={() => onChange({ severity: [], host: [], service: [], text: '', page: 0 })}
      />
    );
  }
  if (state.state === 'open' && judged > 0) {
    return (
      <Prompt
        title={i18n.translate('anomalies.incidents.allJudged', {
          defaultMessage: 'All incidents are judged',
        })}
        body={i18n.translate('anomalies.incidents.allJudgedBody', {
          defaultMessage: 'From {from} to {to}: {confirmed} real, {falsePositive} false alarms.',
          values: { ...period, confirmed: counts.confirmed, falsePositive: counts.falsePositive },
        })}
        action={i18n.translate('anomalies.incidents.showJudged', {
          defaultMessage: 'Show the judged ones',
        })}
        onAction={() => onChange({ state: 'judged', page: 0 })}
      />
    );
  }
  return (
    <Prompt
      title={
        state.state === 'judged'
          ? i18n.translate('anomalies.incidents.noneJudged', {
              defaultMessage: 'No incident of this period is judged yet',
            })
          : i18n.translate('anomalies.incidents.none', {
              defaultMessage: 'No incidents in this period',
            })
      }
      body={i18n.translate('anomalies.incidents.noneBody', {
        defaultMessage:
          'From {from} to {to} no strange lines came together, and none was critical by itself. Single strange lines are under Anomalies.',
        values: period,
      })}
      action={i18n.translate('anomalies.incidents.widen', {
        defaultMessage: 'Look at the last 30 days',
      })}
      onAction={() => setTime({ from: 'now-30d', to: 'now' })}
    />
  );
}

function Prompt({
  title,
  body,
  action,
  onAction,
}: {
  title: string;
  body: string;
  action: string;
  onAction(): void;
}) {
  return (
    <EuiEmptyPrompt
      iconType="checkInCircleFilled"
      color="subdued"
      titleSize="xs"
      title={<h2>{title}</h2>}
      body={<p>{body}</p>}
      actions={
        <EuiButton size="s" onClick={onAction} data-test-subj="anomaliesNoIncidentsAction">
          {action}
        </EuiButton>
      }
      data-test-subj="anomaliesNoIncidents"
    />
  );
}
