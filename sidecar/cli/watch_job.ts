import { setTimeout as delay } from 'node:timers/promises';
import { jobSchema, type Job, type JobRequestInput } from '../../common/api/jobs/schema';
import { CliError } from './cli_error';
import { note, type CliContext } from './context';
import { startProgress } from './progress';
import type { SidecarClient } from './sidecar_client';
import { formatCount } from './table';

const POLL_INTERVAL_MS = 500;
const RUNNING = new Set(['queued', 'running', 'cancelling']);

/** Starts a job on the sidecar. @throws CliError with what the sidecar says against it */
export function startJob(client: SidecarClient, request: JobRequestInput): Promise<Job> {
  return client.post('/v1/jobs', request, jobSchema);
}

/**
 * Shows a job's progress until it ends. Ctrl-C ends the watching only: the job belongs to the sidecar.
 * @throws CliError where the job fails or is cancelled
 */
export async function watchJob(
  context: CliContext,
  client: SidecarClient,
  started: Job,
): Promise<Job> {
  const progress = startProgress(context, started.type);
  let job = started;
  try {
    while (RUNNING.has(job.state)) {
      progress.update(job.progress, describe(job));
      await delay(POLL_INTERVAL_MS, undefined, { signal: context.signal });
      job = await client.get(`/v1/jobs/${encodeURIComponent(job.id)}`, jobSchema);
    }
  } catch (error) {
    progress.stop();
    if (context.signal.aborted) note(context, `Job ${job.id} goes on in the sidecar.`);
    throw error;
  }
  if (job.state === 'succeeded') {
    progress.done(`${job.phase} (${describeLines(job)})`);
    return job;
  }
  progress.stop();
  throw new CliError(
    job.state === 'cancelled' ? `Job ${job.id} was cancelled.` : (job.error ?? 'The job failed.'),
  );
}

function describe(job: Job): string {
  const parts = [job.phase, describeLines(job)];
  if (job.remaining_seconds !== null) parts.push(`${Math.ceil(job.remaining_seconds)} s to go`);
  if (job.behind_seconds !== null) parts.push(`${job.behind_seconds.toFixed(1)} s behind`);
  return parts.filter((part) => part !== '').join(', ');
}

function describeLines(job: Job): string {
  const total = job.lines_total === null ? '' : ` of ${formatCount(job.lines_total)}`;
  const flagged = job.lines_flagged > 0 ? `, ${formatCount(job.lines_flagged)} flagged` : '';
  return `${formatCount(job.lines_done)}${total} lines${flagged}`;
}
