import { EuiButtonEmpty, EuiProgress, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { Job } from '../../../common/api/jobs/schema';
import { Panel } from '../../components/panel';
import { formatCount, formatDuration, formatPercent } from '../../lib/numbers';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** A job that runs: what it does, how far it is in lines, how long it still takes, and a way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  const { api, core, can } = useServices();
  const [isCancelling, setIsCancelling] = useState(false);
  const cancel = async () => {
    setIsCancelling(true);
    try {
      await api.cancelJob(job.id);
    } catch (error) {
      setIsCancelling(false);
      core.notifications.toasts.addDanger({
        title: i18n.translate('anomalies.job.cancelFailed', {
          defaultMessage: 'The job was not cancelled',
        }),
        text: toApiError(error).message,
      });
    }
  };
  return (
    <Panel
      data-test-subj="anomaliesJobProgress"
      title={titleOf(job)}
      remark={phaseOf(job)}
      end={
        can.train && (
          <EuiButtonEmpty
            size="xs"
            color="danger"
            onClick={() => void cancel()}
            isLoading={isCancelling || job.state === 'cancelling'}
            data-test-subj="anomaliesJobCancel"
          >
            {i18n.translate('anomalies.job.cancel', { defaultMessage: 'Cancel' })}
          </EuiButtonEmpty>
        )
      }
    >
      <div className="anmProgress">
        <EuiProgress
          size="m"
          color="primary"
          aria-label={titleOf(job)}
          {...(job.progress === null ? {} : { value: job.progress, max: 1 })}
        />
        <div className="anmProgress__text">
          <EuiText size="s" data-test-subj="anomaliesJobLines">
            {linesText(job)}
          </EuiText>
          <EuiText size="s" className="anmSubdued">
            {remainingText(job)}
          </EuiText>
        </div>
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.job.leave', {
            defaultMessage:
              'You can leave this page: the work goes on. Your logs are only read, never changed.',
          })}
        </EuiText>
      </div>
    </Panel>
  );
}

function titleOf(job: Job): string {
  if (job.type === 'backtest') {
    return i18n.translate('anomalies.job.backtesting', { defaultMessage: 'Back-testing' });
  }
  return job.type === 'train'
    ? i18n.translate('anomalies.job.training', { defaultMessage: 'Training a model' })
    : i18n.translate('anomalies.job.backfilling', { defaultMessage: 'Scoring the past' });
}

function phaseOf(job: Job): string {
  return job.state === 'queued'
    ? i18n.translate('anomalies.job.queued', { defaultMessage: 'Waiting for another job' })
    : job.phase;
}

function linesText({ lines_done: done, lines_total: total, progress }: Job): string {
  if (done === 0 && total === null) {
    return i18n.translate('anomalies.job.starting', { defaultMessage: 'Looking at the logs' });
  }
  const values = { done: formatCount(done), total: formatCount(total ?? 0) };
  const lines =
    total === null
      ? i18n.translate('anomalies.job.lines', { defaultMessage: '{done} lines', values })
      : i18n.translate('anomalies.job.linesOf', {
          defaultMessage: '{done} of {total} lines',
          values,
        });
  return progress === null ? lines : `${lines} · ${formatPercent(progress)}`;
}

function remainingText({ remaining_seconds: seconds }: Job): string {
  return seconds === null
    ? ''
    : i18n.translate('anomalies.job.remaining', {
        defaultMessage: 'about {duration} left',
        values: { duration: formatDuration(seconds) },
      });
}
