import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';

const WEEK_MS = 7 * 86_400_000;

/** No line was scored in the period: says where there are some, and goes there. */
export function NothingScored({ newestLine }: { newestLine: string | null }) {
  const { setTime } = usePeriod();
  const times = useTimes();
  if (newestLine === null) {
    return (
      <EuiEmptyPrompt
        iconType="logsApp"
        titleSize="xs"
        title={
          <h2>
            {i18n.translate('anomalies.empty.neverTitle', {
              defaultMessage: 'No line has been scored yet',
            })}
          </h2>
        }
        body={
          <p>
            {i18n.translate('anomalies.empty.neverBody', {
              defaultMessage:
                'As soon as a model is active, every new line gets a score, and this page fills within seconds.',
            })}
          </p>
        }
        data-test-subj="anomaliesNothingScored"
      />
    );
  }
  const newestMs = Date.parse(newestLine) + 60_000;
  return (
    <EuiEmptyPrompt
      iconType="clock"
      titleSize="xs"
      title={
        <h2>
          {i18n.translate('anomalies.empty.periodTitle', {
            defaultMessage: 'There are no scored lines in this period',
          })}
        </h2>
      }
      body={
        <p>
          {i18n.translate('anomalies.empty.periodBody', {
            defaultMessage: 'The newest is from {time}.',
            values: { time: times.seconds(newestLine) },
          })}
        </p>
      }
      actions={
        <EuiButton
          size="s"
          onClick={() =>
            setTime({
              from: new Date(newestMs - WEEK_MS).toISOString(),
              to: new Date(newestMs).toISOString(),
            })
          }
        >
          {i18n.translate('anomalies.empty.showWeek', {
            defaultMessage: 'Show the seven days up to then',
          })}
        </EuiButton>
      }
      data-test-subj="anomaliesNothingScored"
    />
  );
}
