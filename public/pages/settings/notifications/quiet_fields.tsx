import { EuiButtonEmpty, EuiButtonGroup, EuiFormErrorText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import {
  MAX_QUIET_WINDOWS,
  WEEKDAYS,
  type QuietHours,
  type QuietWindow,
} from '../../../../common/api/settings/rules';
import { useTimes } from '../../../hooks/use_times';
import { useDraft } from '../draft';
import { TimeRow } from './fields';
import { Removable } from './removable';
import { FieldScope, Row, useFault } from './row';
import { TimeZoneRow } from './time_zone_row';
import { weekdayName } from './weekdays';

const NIGHT: QuietWindow = { days: [...WEEKDAYS], from: '22:00', to: '07:00' };

/** When nothing is told; none where nothing is added. */
export function QuietFields({
  quiet,
  onChange,
}: {
  quiet: QuietHours | undefined;
  onChange(next: QuietHours | undefined): void;
}) {
  const { readOnlyReason } = useDraft();
  const { zone } = useTimes();
  const fault = useFault('quiet');
  const windows = quiet?.windows ?? [];
  const timezone = quiet?.timezone ?? zone;
  const change = (next: QuietWindow[]) =>
    onChange(next.length > 0 ? { timezone, windows: next } : undefined);
  return (
    <FieldScope path="quiet">
      {quiet && (
        <div className="anmFields">
          <TimeZoneRow
            value={timezone}
            onChange={(name) => onChange({ windows, timezone: name })}
          />
        </div>
      )}
      {windows.map((window, place) => (
        <FieldScope key={place} path={`windows.${place}`}>
          <WindowFields
            window={window}
            onChange={(next) => change(windows.map((it, i) => (i === place ? next : it)))}
            onRemove={() => change(windows.filter((_, i) => i !== place))}
          />
        </FieldScope>
      ))}
      {fault !== undefined && <EuiFormErrorText>{fault}</EuiFormErrorText>}
      {readOnlyReason === undefined && windows.length < MAX_QUIET_WINDOWS && (
        <div>
          <EuiButtonEmpty
            size="xs"
            iconType="plus"
            flush="left"
            onClick={() => change([...windows, NIGHT])}
            data-test-subj="anomaliesAddQuiet"
          >
            {i18n.translate('anomalies.quiet.add', { defaultMessage: 'Add quiet hours' })}
          </EuiButtonEmpty>
        </div>
      )}
    </FieldScope>
  );
}

function WindowFields({
  window,
  onChange,
  onRemove,
}: {
  window: QuietWindow;
  onChange(next: QuietWindow): void;
  onRemove(): void;
}) {
  const daysLabel = i18n.translate('anomalies.quiet.days', { defaultMessage: 'Quiet on' });
  const toggle = (id: string) =>
    onChange({
      ...window,
      days: WEEKDAYS.filter((day) => window.days.includes(day) !== (day === id)),
    });
  return (
    <Removable
      label={i18n.translate('anomalies.quiet.remove', {
        defaultMessage: 'Remove these quiet hours',
      })}
      onRemove={onRemove}
      testSubject="anomaliesQuietWindow"
    >
      <Row
        label={daysLabel}
        field="days"
        error={
          window.days.length === 0 &&
          i18n.translate('anomalies.quiet.noDays', { defaultMessage: 'Choose a day.' })
        }
      >
        {({ isReadOnly }) => (
          <EuiButtonGroup
            legend={daysLabel}
            type="multi"
            buttonSize="compressed"
            className="anmDays"
            isDisabled={isReadOnly}
            options={WEEKDAYS.map((day) => ({ id: day, label: weekdayName(day) }))}
            idToSelectedMap={Object.fromEntries(window.days.map((day) => [day, true]))}
            onChange={toggle}
          />
        )}
      </Row>
      <TimeRow
        label={i18n.translate('anomalies.quiet.from', { defaultMessage: 'Quiet from' })}
        value={window.from}
        onChange={(from) => onChange({ ...window, from })}
        field="from"
        testSubject="anomaliesQuietFrom"
      />
      <TimeRow
        label={i18n.translate('anomalies.quiet.to', { defaultMessage: 'Quiet until' })}
        value={window.to}
        help={
          window.to <= window.from
            ? i18n.translate('anomalies.quiet.nextDay', { defaultMessage: 'On the next day.' })
            : undefined
        }
        onChange={(to) => onChange({ ...window, to })}
        field="to"
        testSubject="anomaliesQuietTo"
      />
    </Removable>
  );
}
