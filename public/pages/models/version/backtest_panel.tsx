import { EuiButton, EuiCallOut, EuiSkeletonText, EuiSuperDatePicker, EuiText } from '@elastic/eui';
import dateMath from '@kbn/datemath';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '../../../../common/api/jobs/schema';
import type { Model } from '../../../../common/api/models/schema';
import { Panel } from '../../../components/panel';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { JobProgress } from '../job_progress';
import { BacktestResultView } from './backtest_result';
import { useStartJob } from './use_start_job';

const POLL_MS = 1_000;

const isLive = ({ state }: Job) => ['queued', 'running', 'cancelling'].includes(state);

/** Tries the version on a period: nothing is written, and the result stays with the job. */
export function BacktestPanel({
  model,
  jobId,
  onJob,
}: {
  model: Model;
  /** The back-test that is shown. */
  jobId: string | undefined;
  onJob(jobId: string): void;
}) {
  const { api } = useServices();
  const disabledReason = useDisabledReason('train');
  const [time, setTime] = useState({ start: 'now-7d', end: 'now' });
  const start = useStartJob((job) => onJob(job.id));
  const range = resolve(time.start, time.end);
  const job = useQuery<Job, ApiError>({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => api.job(jobId ?? '', signal),
    enabled: jobId !== undefined,
    refetchInterval: (data) => (data && isLive(data) ? POLL_MS : false),
  });
  const request = {
    index: model.trained_on.index,
    model: model.id,
    ...(range ?? {}),
  };
  return (
    <Panel
      title={i18n.translate('anomalies.backtest.title', {
        defaultMessage: 'What would it have flagged?',
      })}
      remark={i18n.translate('anomalies.backtest.remark', {
        defaultMessage: 'a back-test: nothing is written',
      })}
      data-test-subj="anomaliesBacktest"
    >
      {disabledReason === undefined ? (
        <div className="anmVersion__buttons">
          <EuiSuperDatePicker
            compressed
            width="auto"
            showUpdateButton={false}
            start={time.start}
            end={time.end}
            onTimeChange={({ start: from, end: to }) => setTime({ start: from, end: to })}
          />
          <EuiButton
            size="s"
            iconType="inspect"
            isDisabled={range === undefined || (job.data !== undefined && isLive(job.data))}
            isLoading={start.isLoading}
            onClick={() => start.mutate({ type: 'backtest', ...request })}
            data-test-subj="anomaliesBacktestStart"
          >
            {i18n.translate('anomalies.backtest.start', { defaultMessage: 'Back-test' })}
          </EuiButton>
          <EuiButton
            size="s"
            color="text"
            iconType="refresh"
            isDisabled={range === undefined || start.isLoading}
            onClick={() => start.mutate({ type: 'backfill', ...request })}
            data-test-subj="anomaliesScoreAgain"
          >
            {i18n.translate('anomalies.backtest.scoreAgain', {
              defaultMessage: 'Score again and keep',
            })}
          </EuiButton>
        </div>
      ) : (
        <EuiText size="s" className="anmSubdued">
          {disabledReason}
        </EuiText>
      )}
      {jobId !== undefined && <BacktestJob job={job.data} error={job.error} />}
    </Panel>
  );
}

function BacktestJob({ job, error }: { job: Job | undefined; error: ApiError | null }) {
  if (error) return <EuiCallOut size="s" color="danger" title={error.message} />;
  if (!job) return <EuiSkeletonText lines={4} size="s" />;
  if (isLive(job)) return <JobProgress job={job} />;
  if (job.result) return <BacktestResultView result={job.result} />;
  if (job.type !== 'backtest' && job.state === 'succeeded') {
    return (
      <EuiCallOut
        size="s"
        color="success"
        title={i18n.translate('anomalies.backtest.scored', {
          defaultMessage: 'The period is scored anew.',
        })}
      />
    );
  }
  return (
    <EuiCallOut
      size="s"
      color={job.state === 'failed' ? 'danger' : 'primary'}
      title={
        job.state === 'failed'
          ? (job.error ?? job.phase)
          : i18n.translate('anomalies.backtest.cancelled', {
              defaultMessage: 'It was cancelled.',
            })
      }
      data-test-subj="anomaliesBacktestFailed"
    />
  );
}

function resolve(start: string, end: string): { from: string; to: string } | undefined {
  const from = dateMath.parse(start);
  const to = dateMath.parse(end, { roundUp: true });
  if (!from?.isValid() || !to?.isValid() || !from.isBefore(to)) return undefined;
  return { from: from.toISOString(), to: to.toISOString() };
}
