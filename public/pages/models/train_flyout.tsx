import {
  EuiAccordion,
  EuiCheckboxGroup,
  EuiFieldNumber,
  EuiFieldText,
  EuiFormRow,
  EuiRadioGroup,
  EuiSelect,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SwitchRow } from '../../components/form_rows/switch_row';
import { useState } from 'react';
import { DEFAULT_SOURCE_PATTERN } from '../../../common/indices';
import { DEFAULT_DETECTORS } from '../../../common/training_choices';
import { FormFlyout } from '../../components/form_flyout';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { formatShort } from '../../lib/numbers';
import { LINE_DETECTORS } from '../../lib/training_choices';
import { DEFAULT_ADVANCED, faultsOf, requestOf, type AdvancedChoices } from './advanced_choices';
import { AdvancedFields } from './advanced_fields';
import { TrainPreview } from './train_preview';
import { usePreview } from './use_preview';
import type { TrainRequest } from './use_train';

const TITLE_ID = 'anmTrainTitle';
const BUDGET = { min: 0.1, max: 1_000_000 };
const DEFAULT_NAME = 'server-logs';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

type Activation = 'always' | 'if_better' | 'never';
const ACTIVATE = { always: true, if_better: 'if_better', never: false } as const;

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
  const [index, setIndex] = useState(DEFAULT_SOURCE_PATTERN);
  // Of what is still being written nothing is asked.
  const [lookedAt, setLookedAt] = useState(index);
  const [name, setName] = useState(DEFAULT_NAME);
  const [detectors, setDetectors] = useState(DEFAULT_DETECTORS);
  const [advanced, setAdvanced] = useState<AdvancedChoices>(DEFAULT_ADVANCED);
  const [activation, setActivation] = useState<Activation>('always');
  const [backfill, setBackfill] = useState(true);
  const chosen = source === 'period' ? range : undefined;
  const preview = usePreview(chosen, {
    ...(lookedAt === '' ? {} : { index: lookedAt }),
    ...(detectors.length > 0 ? { detectors } : {}),
  });
  const budgetValue = budget === '' ? undefined : Number(budget);
  const isBudgetValid =
    budgetValue === undefined || (budgetValue >= BUDGET.min && budgetValue <= BUDGET.max);

  const isNameValid = NAME.test(name);
  const isValid =
    isBudgetValid &&
    isNameValid &&
    index !== '' &&
    detectors.length > 0 &&
    Object.keys(faultsOf(advanced)).length === 0;

  return (
    <FormFlyout
      titleId={TITLE_ID}
      title={i18n.translate('anomalies.train.title', { defaultMessage: 'Train a model' })}
      onClose={onClose}
      data-test-subj="anomaliesTrainFlyout"
      submit={{
        label: i18n.translate('anomalies.train.start', { defaultMessage: 'Train' }),
        iconType: 'play',
        isLoading: isStarting,
        isDisabled: !isValid || preview.data?.lines === 0,
        onClick: () =>
          onTrain({
            ...requestOf(advanced),
            ...chosen,
            index,
            name,
            detectors,
            alert_budget_per_day: budgetValue,
            activate: ACTIVATE[activation],
            backfill,
          }),
        'data-test-subj': 'anomaliesTrainStart',
      }}
    >
      <EuiFormRow
        label={i18n.translate('anomalies.train.index', { defaultMessage: 'Logs' })}
        helpText={i18n.translate('anomalies.train.indexHelp', {
          defaultMessage: 'Name or pattern of the indices.',
        })}
      >
        <EuiFieldText
          compressed
          value={index}
          maxLength={300}
          isInvalid={index === ''}
          onChange={(event) => setIndex(event.target.value.trim())}
          onBlur={() => setLookedAt(index)}
          data-test-subj="anomaliesTrainIndex"
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.name', { defaultMessage: 'Name' })}
        helpText={i18n.translate('anomalies.train.nameHelp', {
          defaultMessage: 'A name that is there already gets another version.',
        })}
        isInvalid={!isNameValid}
        error={i18n.translate('anomalies.train.nameError', {
          defaultMessage: 'Letters, digits, “.”, “_” and “-”, a letter or digit first.',
        })}
      >
        <EuiFieldText
          compressed
          value={name}
          isInvalid={!isNameValid}
          onChange={(event) => setName(event.target.value)}
          data-test-subj="anomaliesTrainName"
        />
      </EuiFormRow>
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
      <TrainPreview preview={preview} />
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
      <EuiFormRow
        label={i18n.translate('anomalies.train.detectors', { defaultMessage: 'Detectors' })}
        isInvalid={detectors.length === 0}
        error={i18n.translate('anomalies.train.detectorsError', {
          defaultMessage: 'Choose at least one.',
        })}
      >
        <EuiCheckboxGroup
          compressed
          options={LINE_DETECTORS.map(({ name: id, label, help }) => ({
            id,
            label: (
              <>
                {label} <span className="anmSubdued">{help}</span>
              </>
            ),
          }))}
          idToSelectedMap={Object.fromEntries(detectors.map((id) => [id, true]))}
          onChange={(id) =>
            setDetectors(
              detectors.includes(id) ? detectors.filter((it) => it !== id) : [...detectors, id],
            )
          }
          data-test-subj="anomaliesTrainDetectors"
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.activate', {
          defaultMessage: 'Use it for new lines when it is done',
        })}
      >
        <EuiSelect
          compressed
          value={activation}
          options={[
            {
              value: 'always',
              text: i18n.translate('anomalies.train.activateAlways', { defaultMessage: 'Yes' }),
            },
            {
              value: 'if_better',
              text: i18n.translate('anomalies.train.activateIfBetter', {
                defaultMessage: 'Only if it is better',
              }),
            },
            {
              value: 'never',
              text: i18n.translate('anomalies.train.activateNever', { defaultMessage: 'No' }),
            },
          ]}
          onChange={(event) => setActivation(event.target.value as Activation)}
          data-test-subj="anomaliesTrainActivate"
        />
      </EuiFormRow>
      <SwitchRow
        label={i18n.translate('anomalies.train.backfill', {
          defaultMessage: 'Score the past with it, too',
        })}
        checked={backfill}
        onChange={setBackfill}
      />
      <EuiAccordion
        id="anmTrainAdvanced"
        className="anmTrainAdvanced"
        buttonContent={i18n.translate('anomalies.train.advanced', {
          defaultMessage: 'Advanced',
        })}
        paddingSize="s"
        data-test-subj="anomaliesTrainAdvanced"
      >
        <AdvancedFields
          choices={advanced}
          onChange={(change) => setAdvanced({ ...advanced, ...change })}
        />
      </EuiAccordion>
    </FormFlyout>
  );
}
