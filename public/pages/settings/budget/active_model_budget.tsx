import { EuiButton, EuiFieldNumber, EuiFormRow, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Model } from '../../../../common/api/models/schema';
import type { ThresholdResponse } from '../../../../common/api/models/threshold_schema';
import { Panel } from '../../../components/panel';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import { useStatus } from '../../../hooks/use_status';
import { formatCount, formatRarity, formatScore, formatShort } from '../../../lib/numbers';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { BUDGET_BOUNDS, isBudget } from './bounds';

/** The model that scores now: how much it flags, and a way to have it flag more or less at once. */
export function ActiveModelBudget() {
  const { data: appStatus } = useStatus();
  const model = appStatus?.reachable ? appStatus.status.active_model : null;
  return (
    <Panel
      title={i18n.translate('anomalies.budget.active', { defaultMessage: 'The active model' })}
      data-test-subj="anomaliesActiveBudget"
    >
      {model ? (
        <ChangeBudget model={model} />
      ) : (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.budget.noModel', {
            defaultMessage: 'No model is active. The first one is trained on the Models page.',
          })}
        </EuiText>
      )}
    </Panel>
  );
}

function ChangeBudget({ model }: { model: Model }) {
  const disabledReason = useDisabledReason('train');
  const [typed, setTyped] = useState('');
  const { apply, isApplying } = useApply(() => setTyped(''));
  const wanted = Number(typed);
  const isValid = typed === '' || isBudget(wanted);
  return (
    <div className="anmForm">
      <EuiText size="s" data-test-subj="anomaliesActiveBudgetText">
        {i18n.translate('anomalies.budget.meaning', {
          defaultMessage:
            '{model} is set for about {budget} a day: it flags lines from score {threshold} on, {rarity}.',
          values: {
            model: model.id,
            budget: formatShort(model.alert_budget_per_day),
            threshold: formatScore(model.threshold),
            rarity: formatRarity(model.threshold),
          },
        })}
      </EuiText>
      {disabledReason === undefined && (
        <EuiFormRow
          label={i18n.translate('anomalies.budget.now', {
            defaultMessage: 'Change that to so many a day',
          })}
          helpText={i18n.translate('anomalies.budget.nowHelp', {
            defaultMessage:
              'Holds at once, without training: lines that were found before are judged anew.',
          })}
          isInvalid={!isValid}
          error={i18n.translate('anomalies.budget.error', {
            defaultMessage: 'A number from {min} to {max}.',
            values: BUDGET_BOUNDS,
          })}
        >
          <EuiFieldNumber
            compressed
            {...BUDGET_BOUNDS}
            step="any"
            value={typed}
            placeholder={formatShort(model.alert_budget_per_day)}
            isInvalid={!isValid}
            onChange={({ target }) => setTyped(target.value)}
            append={
              <EuiButton
                size="s"
                isLoading={isApplying}
                isDisabled={typed === '' || !isValid}
                onClick={() => void apply(model.id, wanted)}
                data-test-subj="anomaliesBudgetApply"
              >
                {i18n.translate('anomalies.budget.apply', { defaultMessage: 'Apply now' })}
              </EuiButton>
            }
            data-test-subj="anomaliesBudgetNow"
          />
        </EuiFormRow>
      )}
    </div>
  );
}

function useApply(onDone: () => void) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const [isApplying, setIsApplying] = useState(false);
  const apply = async (id: string, budget: number) => {
    setIsApplying(true);
    try {
      const answer = await api.setThreshold(id, { alert_budget_per_day: budget });
      toasts.addSuccess({
        title: effectOf(answer),
        text: answer.sentences.join(' '),
        'data-test-subj': 'anomaliesBudgetApplied',
      });
      onDone();
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'settings',
      });
    } catch (error) {
      toasts.addDanger({
        title: i18n.translate('anomalies.budget.notApplied', {
          defaultMessage: 'The threshold was not changed',
        }),
        text: toApiError(error).message,
      });
    } finally {
      setIsApplying(false);
    }
  };
  return { apply, isApplying };
}

function effectOf({ model, hidden, shown }: ThresholdResponse): string {
  return i18n.translate('anomalies.budget.applied', {
    defaultMessage: 'Flagged from score {threshold} on: {hidden} lines fewer, {shown} more',
    values: {
      threshold: formatScore(model.threshold),
      hidden: formatCount(hidden),
      shown: formatCount(shown),
    },
  });
}
