import { EuiFieldNumber, EuiFormRow, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { Panel } from '../../../components/panel';
import { formatShort } from '../../../lib/numbers';
import { ChangedBy } from '../changed_by';
import { useDraft } from '../draft';
import { OriginNote } from '../origin_note';
import { ActiveModelBudget } from './active_model_budget';
import { BUDGET_BOUNDS, isBudget } from './bounds';

/** How many lines a day may be flagged: by models to come, and by the one that scores now. */
export function BudgetSection() {
  const { saved, values, change, readOnlyReason } = useDraft();
  const { alerts_per_day: set } = values.budget;
  return (
    <>
      <Panel
        title={i18n.translate('anomalies.budget.title', {
          defaultMessage: 'New models',
        })}
        remark={<ChangedBy section="budget" />}
        data-test-subj="anomaliesBudget"
      >
        <div className="anmForm">
          <EuiFormRow
            label={i18n.translate('anomalies.budget.perDay', {
              defaultMessage: 'Flagged lines a day',
            })}
            isInvalid={set !== undefined && !isBudget(set)}
            error={i18n.translate('anomalies.budget.error', {
              defaultMessage: 'A number from {min} to {max}.',
              values: BUDGET_BOUNDS,
            })}
            helpText={
              <OriginNote
                isSet={set !== undefined}
                variable="ANOMALIES_ALERT_BUDGET_PER_DAY"
                onReset={() => change('budget', { alerts_per_day: undefined })}
              />
            }
          >
            <EuiFieldNumber
              compressed
              {...BUDGET_BOUNDS}
              step="any"
              value={set ?? saved.defaults.alerts_per_day}
              isInvalid={set !== undefined && !isBudget(set)}
              readOnly={readOnlyReason !== undefined}
              onChange={({ target }) =>
                change('budget', {
                  alerts_per_day: target.value === '' ? undefined : Number(target.value),
                })
              }
              data-test-subj="anomaliesBudgetPerDay"
            />
          </EuiFormRow>
          <EuiText size="s" className="anmSubdued">
            {i18n.translate('anomalies.budget.help', {
              defaultMessage:
                'A training sets its threshold so that about {budget} lines a day are flagged, but at most one line in 200. A burst flags more; it is told as one incident.',
              values: { budget: formatShort(set ?? saved.defaults.alerts_per_day) },
            })}
          </EuiText>
        </div>
      </Panel>
      <ActiveModelBudget />
    </>
  );
}
