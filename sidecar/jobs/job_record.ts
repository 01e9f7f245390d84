import { randomUUID } from 'node:crypto';
import type { Job, JobRequest } from '../../common/api/jobs/schema';

/** A job as it is when it was just asked for. */
export function newJob(request: JobRequest): Job {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    type: request.type,
    state: 'queued',
    phase: 'Starting',
    progress: request.type === 'follow' ? null : 0,
    lines_done: 0,
    lines_total: null,
    lines_flagged: 0,
    skipped: {},
    remaining_seconds: null,
    behind_seconds: null,
    model: null,
    error: null,
    user: request.user ?? null,
    created_at: now,
    started_at: null,
    finished_at: null,
    updated_at: now,
    request: { ...request },
  };
}

export function isLive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running' || job.state === 'cancelling';
}

export type EndedState = 'failed' | 'cancelled' | 'succeeded';

/** What changes in a job that ends without its thread. */
export function closed(state: EndedState, error: string | null): Partial<Job> {
  const now = new Date().toISOString();
  const phase = { failed: 'Failed', cancelled: 'Cancelled', succeeded: 'Done' }[state];
  return { state, phase, error, remaining_seconds: null, finished_at: now, updated_at: now };
}
