import { EuiAccordion, EuiBasicTable, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Forecast } from '../../../common/api/forecast/schema';
import { useTimes } from '../../hooks/use_times';
import { formatAbout } from './words';

type Step = Forecast['forecast'][number];

/** The chart's numbers ahead for those who do not see it, or want to copy them. */
export function StepsTable({ forecast }: { forecast: Forecast }) {
  const times = useTimes();
  const columns: EuiBasicTableColumn<Step>[] = [
    {
      name: i18n.translate('anomalies.forecast.steps.from', { defaultMessage: 'From' }),
      render: ({ timestamp }: Step) => times.minute(timestamp),
    },
    {
      name: i18n.translate('anomalies.forecast.steps.expected', { defaultMessage: 'Expected' }),
      align: 'right',
      render: ({ value }: Step) => formatAbout(value),
    },
    {
      name: i18n.translate('anomalies.forecast.steps.band80', {
        defaultMessage: 'In 8 of 10 cases',
      }),
      align: 'right',
      render: (step: Step) => `${formatAbout(step.lower_80)} – ${formatAbout(step.upper_80)}`,
    },
    {
      name: i18n.translate('anomalies.forecast.steps.band95', {
        defaultMessage: 'In 95 of 100 cases',
      }),
      align: 'right',
      render: (step: Step) => `${formatAbout(step.lower_95)} – ${formatAbout(step.upper_95)}`,
    },
  ];
  return (
    <EuiAccordion
      id="anomaliesForecastSteps"
      data-test-subj="anomaliesForecastSteps"
      buttonContent={i18n.translate('anomalies.forecast.steps.show', {
        defaultMessage: 'The forecast as a table',
      })}
    >
      <EuiBasicTable<Step>
        tableCaption={i18n.translate('anomalies.forecast.steps.caption', {
          defaultMessage: 'What is to be expected, by interval',
        })}
        items={forecast.forecast}
        columns={columns}
        itemId="timestamp"
        compressed
      />
    </EuiAccordion>
  );
}
