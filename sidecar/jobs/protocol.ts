import type { Job, JobRequest } from '../../common/api/jobs/schema';
import type { Config } from '../config';
import type { BatchMeasure } from '../metrics/metrics';

/** What a job thread is started with. */
export interface JobThreadData {
  config: Config;
  /** Of the process's LeaseMeter. */
  lease: SharedArrayBuffer;
  logLevel: string;
  jobId: string;
  request: JobRequest;
  /** The model that an earlier process had trained for this job already; null when starting anew. */
  resumeModel: string | null;
}

/** What a job says of itself while it runs; fields left out stay as they are. */
export type JobUpdate = Partial<
  Pick<
    Job,
    | 'phase'
    | 'progress'
    | 'lines_done'
    | 'lines_total'
    | 'lines_flagged'
    | 'skipped'
    | 'remaining_seconds'
    | 'behind_seconds'
    | 'model'
    | 'error'
    | 'result'
  >
>;

/** From the main thread to a job thread. */
export type ToJob =
  /** Asked for by a user: end at the next clean point. */
  | { type: 'cancel' }
  /** The process ends: stop at the next clean point, so that the next process can go on. */
  | { type: 'stop' }
  /** Labels or a threshold have changed; answer with the same id once everything that is written from then on knows them. */
  | { type: 'labels'; id: number }
  /** Another model may be active. */
  | { type: 'model' }
  /** The turn to write results of a period has come; see `turn`. */
  | { type: 'turn' }
  /** The log of the process is kept on another level. */
  | { type: 'log_level'; level: string };

/** How a job ended. `stopped`: unfinished, to be gone on with by the next process. */
export type JobEnd =
  { state: 'succeeded' | 'cancelled' | 'stopped' } | { state: 'failed'; error: string };

/** From a job thread to the main thread. */
export type FromJob =
  | { type: 'update'; update: JobUpdate }
  | { type: 'labels'; id: number }
  /** A batch was scored and its results are stored. */
  | { type: 'measured'; batch: BatchMeasure }
  /** A request to Elasticsearch is tried again. */
  | { type: 'retried' }
  /** A model was made active. */
  | { type: 'activated' }
  /** Wants to replace the results of a period, which one job at a time may do. */
  | { type: 'turn' }
  | { type: 'end'; end: JobEnd };
