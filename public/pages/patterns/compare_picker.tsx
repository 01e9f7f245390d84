import dateMath from '@kbn/datemath';
import { EuiSelect, EuiSuperDatePicker } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { usePeriod } from '../../hooks/use_period';
import { useServices } from '../../services/services';
import { comparedRange, type Comparison } from './patterns_state';

const NOTHING = 'nothing';
const OPTIONS: { value: typeof NOTHING | Comparison['with']; text: string }[] = [
  {
    value: NOTHING,
    text: i18n.translate('anomalies.patterns.compare.nothing', {
      defaultMessage: 'Compare with …',
    }),
  },
  {
    value: 'before',
    text: i18n.translate('anomalies.patterns.compare.before', {
      defaultMessage: 'With the period before',
    }),
  },
  {
    value: 'day',
    text: i18n.translate('anomalies.patterns.compare.day', {
      defaultMessage: 'With a day earlier',
    }),
  },
  {
    value: 'week',
    text: i18n.translate('anomalies.patterns.compare.week', {
      defaultMessage: 'With a week earlier',
    }),
  },
  {
    value: 'custom',
    text: i18n.translate('anomalies.patterns.compare.custom', {
      defaultMessage: 'With another period',
    }),
  },
];

/** What the period of the header is compared with. */
export function ComparePicker({
  compare,
  onChange,
}: {
  compare: Comparison | undefined;
  onChange(compare: Comparison | undefined): void;
}) {
  const { range } = usePeriod();
  const { core } = useServices();
  const choose = (value: string) => {
    if (value === 'before' || value === 'day' || value === 'week') onChange({ with: value });
    else if (value === 'custom') {
      onChange({ with: 'custom', ...comparedRange({ with: 'before' }, range) });
    } else onChange(undefined);
  };
  return (
    <>
      <div className="anmCompare">
        <EuiSelect
          compressed
          options={OPTIONS}
          value={compare?.with ?? NOTHING}
          onChange={(event) => choose(event.target.value)}
          aria-label={i18n.translate('anomalies.patterns.compare.label', {
            defaultMessage: 'Compare with another period',
          })}
          data-test-subj="anomaliesCompare"
        />
      </div>
      {compare?.with === 'custom' && (
        <EuiSuperDatePicker
          compressed
          width="auto"
          showUpdateButton={false}
          start={compare.from}
          end={compare.to}
          dateFormat={core.uiSettings.get<string>('dateFormat')}
          onTimeChange={({ start, end }) => {
            const from = dateMath.parse(start)?.toISOString();
            const to = dateMath.parse(end, { roundUp: true })?.toISOString();
            if (from && to && from < to) onChange({ with: 'custom', from, to });
          }}
        />
      )}
    </>
  );
}
