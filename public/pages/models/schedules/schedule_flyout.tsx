import { EuiFieldNumber, EuiFieldText, EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SwitchRow } from '../../../components/form_rows/switch_row';
import { useState } from 'react';
import type { Schedule, ScheduleRequestInput } from '../../../../common/api/schedules/schema';
import { FormFlyout } from '../../../components/form_flyout';
import { useTimes } from '../../../hooks/use_times';
import { CRON_PRESETS } from './cron_presets';

const TITLE_ID = 'anmScheduleTitle';
const NEVER = 'never';
const OWN = 'own';

/** When to train anew, and what becomes of it. What is not asked here stays as it is. */
export function ScheduleFlyout({
  schedule,
  isSaving,
  onSave,
  onClose,
}: {
  /** The one that is changed; undefined for a new one. */
  schedule: Schedule | undefined;
  isSaving: boolean;
  onSave(request: ScheduleRequestInput): void;
  onClose(): void;
}) {
  const { zone } = useTimes();
  const [cron, setCron] = useState(schedule ? schedule.cron : CRON_PRESETS[0].cron);
  const [onDrift, setOnDrift] = useState(schedule ? schedule.on_drift !== null : false);
  const [lastDays, setLastDays] = useState(String(schedule?.train.last_days ?? 7));
  const [keep, setKeep] = useState(String(schedule ? (schedule.keep_versions ?? '') : 5));
  const [ifBetter, setIfBetter] = useState(schedule?.train.activate !== true);
  const [supervised, setSupervised] = useState(schedule?.train.supervised === true);
  const isPreset = cron === null || CRON_PRESETS.some((preset) => preset.cron === cron);
  const isValid =
    (cron !== null || onDrift) &&
    cron !== '' &&
    Number(lastDays) >= 1 &&
    Number(lastDays) <= 3_650 &&
    (keep === '' || (Number.isInteger(Number(keep)) && Number(keep) >= 1 && Number(keep) <= 1_000));
  const save = () =>
    onSave({
      enabled: schedule?.enabled ?? true,
      cron,
      timezone: schedule?.timezone ?? zone,
      on_drift: onDrift ? (schedule?.on_drift ?? {}) : null,
      keep_versions: keep === '' ? null : Number(keep),
      train: {
        ...schedule?.train,
        last_days: Number(lastDays),
        activate: ifBetter ? 'if_better' : true,
        supervised,
      },
    });
  return (
    <FormFlyout
      titleId={TITLE_ID}
      title={i18n.translate('anomalies.schedule.title', { defaultMessage: 'Train anew by itself' })}
      onClose={onClose}
      data-test-subj="anomaliesScheduleFlyout"
      submit={{
        label: i18n.translate('anomalies.schedule.save', { defaultMessage: 'Save' }),
        isLoading: isSaving,
        isDisabled: !isValid,
        onClick: save,
        'data-test-subj': 'anomaliesScheduleSave',
      }}
    >
      <EuiFormRow
        label={i18n.translate('anomalies.schedule.when', { defaultMessage: 'When' })}
        helpText={i18n.translate('anomalies.schedule.zone', {
          defaultMessage: 'In the time zone {zone}.',
          values: { zone: schedule?.timezone ?? zone },
        })}
      >
        <EuiSelect
          compressed
          value={cron === null ? NEVER : isPreset ? cron : OWN}
          options={[
            ...CRON_PRESETS.map((preset) => ({ value: preset.cron, text: preset.text })),
            {
              value: OWN,
              text: i18n.translate('anomalies.schedule.own', {
                defaultMessage: 'As a cron expression says',
              }),
            },
            {
              value: NEVER,
              text: i18n.translate('anomalies.schedule.onlyDrift', {
                defaultMessage: 'Only on drift',
              }),
            },
          ]}
          onChange={({ target: { value } }) => {
            if (value === NEVER) setOnDrift(true);
            setCron(value === NEVER ? null : value === OWN ? '30 2 * * *' : value);
          }}
          data-test-subj="anomaliesScheduleWhen"
        />
      </EuiFormRow>
      {!isPreset && (
        <EuiFormRow
          label={i18n.translate('anomalies.schedule.cron', { defaultMessage: 'Cron' })}
          helpText={i18n.translate('anomalies.schedule.cronHelp', {
            defaultMessage: 'Minute, hour, day of the month, month, day of the week.',
          })}
        >
          <EuiFieldText
            compressed
            value={cron ?? ''}
            onChange={(event) => setCron(event.target.value)}
          />
        </EuiFormRow>
      )}
      <SwitchRow
        label={i18n.translate('anomalies.schedule.onDrift', {
          defaultMessage: 'Also when the logs drift away from the model',
        })}
        checked={onDrift}
        isDisabled={cron === null}
        onChange={setOnDrift}
      />
      <EuiFormRow
        label={i18n.translate('anomalies.schedule.lastDays', {
          defaultMessage: 'Learn from the last days',
        })}
      >
        <EuiFieldNumber
          compressed
          min={1}
          max={3_650}
          value={lastDays}
          onChange={(event) => setLastDays(event.target.value)}
          data-test-subj="anomaliesScheduleDays"
        />
      </EuiFormRow>
      <EuiFormRow
        label={i18n.translate('anomalies.schedule.keep', {
          defaultMessage: 'Versions to keep',
        })}
        helpText={i18n.translate('anomalies.schedule.keepHelp', {
          defaultMessage: 'Empty: all. The active one and the one before it are kept anyway.',
        })}
      >
        <EuiFieldNumber
          compressed
          min={1}
          max={1_000}
          value={keep}
          onChange={(event) => setKeep(event.target.value)}
        />
      </EuiFormRow>
      <SwitchRow
        label={i18n.translate('anomalies.schedule.ifBetter', {
          defaultMessage: 'Use the new version only if it is better',
        })}
        checked={ifBetter}
        onChange={setIfBetter}
      />
      <SwitchRow
        label={i18n.translate('anomalies.schedule.supervised', {
          defaultMessage: 'Learn from verdicts, too',
        })}
        checked={supervised}
        onChange={setSupervised}
      />
    </FormFlyout>
  );
}
