import { EuiSuperDatePicker } from '@elastic/eui';
import { useMemo } from 'react';
import { usePeriod } from '../hooks/use_period';
import { useServices } from '../services/services';

interface QuickRange {
  from: string;
  to: string;
  display: string;
}

export function TimePicker() {
  const { core } = useServices();
  const { time, refreshInterval, setTime, setRefreshInterval, refresh } = usePeriod();
  const quickRanges = useMemo(
    () =>
      // No default of ours: Kibana takes one for a setting of type JSON as JSON text.
      core.uiSettings
        .get<QuickRange[]>('timepicker:quickRanges')
        .map(({ from, to, display }) => ({ start: from, end: to, label: display })),
    [core],
  );
  return (
    <EuiSuperDatePicker
      compressed
      width="auto"
      showUpdateButton="iconOnly"
      updateButtonProps={{ fill: false }}
      start={time.from}
      end={time.to}
      dateFormat={core.uiSettings.get<string>('dateFormat')}
      commonlyUsedRanges={quickRanges}
      isPaused={refreshInterval.pause}
      refreshInterval={refreshInterval.value}
      onTimeChange={({ start, end }) => {
        // The same period again means: now, please.
        if (start === time.from && end === time.to) refresh();
        else setTime({ from: start, to: end });
      }}
      onRefresh={refresh}
      onRefreshChange={({ isPaused, refreshInterval: value }) =>
        setRefreshInterval({ pause: isPaused, value })
      }
      data-test-subj="anomaliesTimePicker"
    />
  );
}
