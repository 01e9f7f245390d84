import {
  EuiButton,
  EuiButtonEmpty,
  EuiCallOut,
  EuiFieldNumber,
  EuiFlexGroup,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiForm,
  EuiFormRow,
  EuiRadioGroup,
  EuiSkeletonText,
  EuiSwitch,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { formatDuration, formatShort } from '../../lib/numbers';
import { amountText, PreviewNotes } from './preview_facts';
import { usePreview } from './use_preview';
import type { TrainRequest } from './use_train';

const TITLE_ID = 'anmTrainTitle';
const BUDGET = { min: 0.1, max: 1_000_000 };

/** What to learn from and how many alerts to expect; everything has a default that works. */
export function TrainFlyout({
  currentBudget,
  isStarting,
  onTrain,
  onClose,
}: {
  /** Of the active model, to compare with. */
  currentBudget: number | undefined;
  isStarting: boolean;
  onTrain(request: TrainRequest): void;
  onClose(): void;
}) {
  const { range } = usePeriod();
  const times = useTimes();
  const [source, setSource] = useState<'all' | 'period'>('all');
  const [budget, setBudget] = useState('');
  const [activate, setActivate] = useState(true);
  const [backfill, setBackfill] = useState(true);
  const chosen = source === 'period' ? range : undefined;
  const preview = usePreview(chosen);
  const budgetValue = budget === '' ? undefined : Number(budget);
  const isBudgetValid =
    budgetValue === undefined || (budgetValue >= BUDGET.min && budgetValue <= BUDGET.max);

  return (
    <EuiFlyout
      size="s"
      onClose={onClose}
      aria-labelledby={TITLE_ID}
      data-test-subj="anomaliesTrainFlyout"
    >
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2 id={TITLE_ID}>
            {i18n.translate('anomalies.train.title', { defaultMessage: 'Train a model' })}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiForm component="form">
          <EuiFormRow
            label={i18n.translate('anomalies.train.learnFrom', { defaultMessage: 'Learn from' })}
          >
            <EuiRadioGroup
              name="source"
              idSelected={source}
              onChange={(id) => setSource(id as 'all' | 'period')}
              options={[
                {
                  id: 'all',
                  label: i18n.translate('anomalies.train.all', {
                    defaultMessage: 'All the logs that there are',
                  }),
                },
                {
                  id: 'period',
                  label: i18n.translate('anomalies.train.period', {
                    defaultMessage: 'The period in the header: {from} to {to}',
                    values: { from: times.minute(range.from), to: times.minute(range.to) },
                  }),
                },
              ]}
            />
          </EuiFormRow>
          <div className="anmTrainPreview">
            {preview.data ? (
              <>
                <EuiText size="s">
                  <strong>{amountText(preview.data)}</strong>
                </EuiText>
                <EuiText size="xs" className="anmSubdued">
                  {i18n.translate('anomalies.train.takes', {
                    defaultMessage: 'Training takes about {duration}.',
                    values: { duration: formatDuration(preview.data.estimated_train_seconds) },
                  })}
                </EuiText>
                <PreviewNotes preview={preview.data} />
              </>
            ) : preview.error ? (
              <EuiCallOut size="s" color="danger" title={preview.error.message} />
            ) : (
              <EuiSkeletonText lines={4} size="s" />
            )}
          </div>
          <EuiFormRow
            label={i18n.translate('anomalies.train.budget', { defaultMessage: 'Alerts a day' })}
            helpText={i18n.translate('anomalies.train.budgetHelp', {
              defaultMessage:
                'The threshold is set so that about so many lines a day are flagged. Empty: the default.',
            })}
            isInvalid={!isBudgetValid}
            error={i18n.translate('anomalies.train.budgetError', {
              defaultMessage: 'A number from {min} to {max}.',
              values: BUDGET,
            })}
          >
            <EuiFieldNumber
              compressed
              value={budget}
              {...BUDGET}
              step="any"
              placeholder={
                currentBudget === undefined
                  ? undefined
                  : i18n.translate('anomalies.train.budgetNow', {
                      defaultMessage: 'now {budget}',
                      values: { budget: formatShort(currentBudget) },
                    })
              }
              isInvalid={!isBudgetValid}
              onChange={(event) => setBudget(event.target.value)}
              data-test-subj="anomaliesTrainBudget"
            />
          </EuiFormRow>
          <EuiFormRow>
            <EuiSwitch
              compressed
              label={i18n.translate('anomalies.train.activate', {
                defaultMessage: 'Use it for new lines when it is done',
              })}
              checked={activate}
              onChange={(event) => setActivate(event.target.checked)}
            />
          </EuiFormRow>
          <EuiFormRow>
            <EuiSwitch
              compressed
              label={i18n.translate('anomalies.train.backfill', {
                defaultMessage: 'Score the past with it, too',
              })}
              checked={backfill}
              onChange={(event) => setBackfill(event.target.checked)}
            />
          </EuiFormRow>
        </EuiForm>
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup justifyContent="spaceBetween" responsive={false}>
          <EuiButtonEmpty onClick={onClose}>
            {i18n.translate('anomalies.train.close', { defaultMessage: 'Close' })}
          </EuiButtonEmpty>
          <EuiButton
            fill
            iconType="play"
            isLoading={isStarting}
            isDisabled={!isBudgetValid || preview.data?.lines === 0}
            onClick={() =>
              onTrain({ ...chosen, alert_budget_per_day: budgetValue, activate, backfill })
            }
            data-test-subj="anomaliesTrainStart"
          >
            {i18n.translate('anomalies.train.start', { defaultMessage: 'Train' })}
          </EuiButton>
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </EuiFlyout>
  );
}
