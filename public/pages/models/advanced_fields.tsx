import {
  EuiCheckboxGroup,
  EuiFieldNumber,
  EuiFieldText,
  EuiFormRow,
  EuiSelect,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SwitchRow } from '../../components/form_rows/switch_row';
import { FEATURE_SETS } from '../../lib/training_choices';
import { faultsOf, type AdvancedChoices } from './advanced_choices';

const UNITS = [
  {
    id: 'window' as const,
    label: i18n.translate('anomalies.train.windows', {
      defaultMessage: 'Windows: how many lines of which pattern came',
    }),
  },
  {
    id: 'session' as const,
    label: i18n.translate('anomalies.train.sessions', {
      defaultMessage: 'Sessions: lines that share an identifier',
    }),
  },
];

const INVALID = i18n.translate('anomalies.train.invalid', {
  defaultMessage: 'That is outside of what is possible.',
});

const toggled = <T,>(list: T[], item: T): T[] =>
  list.includes(item) ? list.filter((it) => it !== item) : [...list, item];

/** What hardly anybody needs to touch. */
export function AdvancedFields({
  choices,
  onChange,
}: {
  choices: AdvancedChoices;
  onChange(change: Partial<AdvancedChoices>): void;
}) {
  const faults = faultsOf(choices);
  const invalid = (field: keyof AdvancedChoices) => ({
    isInvalid: faults[field] === true,
    error: INVALID,
  });
  return (
    <>
      <EuiFormRow
        label={i18n.translate('anomalies.train.features', { defaultMessage: 'Looks at' })}
        {...invalid('features')}
      >
        <EuiCheckboxGroup
          compressed
          options={FEATURE_SETS.map(({ name, label }) => ({ id: name, label }))}
          idToSelectedMap={Object.fromEntries(choices.features.map((name) => [name, true]))}
          onChange={(name) => onChange({ features: toggled(choices.features, name) })}
          data-test-subj="anomaliesTrainFeatures"
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.units', { defaultMessage: 'Judges beside lines' })}
      >
        <EuiCheckboxGroup
          compressed
          options={UNITS}
          idToSelectedMap={Object.fromEntries(choices.units.map((unit) => [unit, true]))}
          onChange={(id) => {
            const unit = UNITS.find((it) => it.id === id)?.id;
            if (unit) onChange({ units: toggled(choices.units, unit) });
          }}
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.windowMinutes', {
          defaultMessage: 'Minutes of a window',
        })}
        {...invalid('windowMinutes')}
      >
        <EuiFieldNumber
          compressed
          value={choices.windowMinutes}
          isInvalid={faults.windowMinutes}
          onChange={(event) => onChange({ windowMinutes: event.target.value })}
          data-test-subj="anomaliesTrainWindowMinutes"
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.sessionKey', {
          defaultMessage: 'Identifier of sessions',
        })}
        helpText={i18n.translate('anomalies.train.sessionKeyHelp', {
          defaultMessage: 'Such as “trace.id” or “request_id”. Empty: found by itself.',
        })}
        {...invalid('sessionKey')}
      >
        <EuiFieldText
          compressed
          value={choices.sessionKey}
          isInvalid={faults.sessionKey}
          onChange={(event) => onChange({ sessionKey: event.target.value })}
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.filter', {
          defaultMessage: 'Learn only from lines that match',
        })}
        helpText={i18n.translate('anomalies.train.filterHelp', {
          defaultMessage: 'Lucene’s syntax: service.name:payments AND NOT log.level:error',
        })}
      >
        <EuiFieldText
          compressed
          value={choices.filter}
          maxLength={1_000}
          onChange={(event) => onChange({ filter: event.target.value })}
        />
      </EuiFormRow>
      <EuiFormRow label={i18n.translate('anomalies.train.rule', { defaultMessage: 'Threshold' })}>
        <EuiSelect
          compressed
          value={choices.thresholdRule}
          options={[
            {
              value: 'budget',
              text: i18n.translate('anomalies.train.ruleBudget', {
                defaultMessage: 'By the alerts a day',
              }),
            },
            {
              value: 'mean_plus_std',
              text: i18n.translate('anomalies.train.ruleMean', {
                defaultMessage: 'Mean plus one standard deviation',
              }),
            },
          ]}
          onChange={({ target }) =>
            onChange({ thresholdRule: target.value === 'budget' ? 'budget' : 'mean_plus_std' })
          }
        />
      </EuiFormRow>
      <SwitchRow
        label={i18n.translate('anomalies.train.severityPrior', {
          defaultMessage: 'Levels and words such as “failed” add to the score',
        })}
        checked={choices.severityPrior}
        onChange={(checked) => onChange({ severityPrior: checked })}
      />
      <SwitchRow
        label={i18n.translate('anomalies.train.supervised', {
          defaultMessage: 'Learn from verdicts, too',
        })}
        checked={choices.supervised}
        onChange={(checked) => onChange({ supervised: checked })}
      />
      <EuiFormRow
        label={i18n.translate('anomalies.train.maxLines', {
          defaultMessage: 'Lines to learn from, at most',
        })}
        {...invalid('maxLines')}
      >
        <EuiFieldNumber
          compressed
          value={choices.maxLines}
          isInvalid={faults.maxLines}
          onChange={(event) => onChange({ maxLines: event.target.value })}
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.train.seed', { defaultMessage: 'Seed' })}
        {...invalid('seed')}
      >
        <EuiFieldNumber
          compressed
          value={choices.seed}
          isInvalid={faults.seed}
          onChange={(event) => onChange({ seed: event.target.value })}
        />
      </EuiFormRow>
    </>
  );
}
