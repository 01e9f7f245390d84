import type { Command } from 'commander';
import type { JobRequestInput } from '../../../common/api/jobs/schema';
import { statusSchema } from '../../../common/api/status/schema';
import { DEFAULT_SOURCE_PATTERN } from '../../../common/indices';
import { note, printJson, type CliContext } from '../context';
import { httpUrl, isoTime } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { startJob, watchJob } from '../watch_job';

interface JobOptions {
  index: string;
  model?: string;
  from?: string;
  to?: string;
  detach?: boolean;
  watch?: boolean;
  sidecar?: string;
  json?: boolean;
}

export function registerFollow(program: Command, context: CliContext): void {
  program
    .command('follow')
    .description('have the sidecar score new lines as they arrive')
    .option('--index <pattern>', 'indices with the logs', DEFAULT_SOURCE_PATTERN)
    .option('--watch', 'stay and show how far behind it is')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print the job as JSON')
    .action((options: JobOptions) => follow(context, options));
}

/** A sidecar follows by itself as soon as it has a model: then there is nothing to start. */
async function follow(context: CliContext, options: JobOptions): Promise<void> {
  const client = new SidecarClient(context, options.sidecar);
  const { follower } = await client.get('/v1/status', statusSchema);
  const detach = !options.watch;
  if (follower === null || follower.request.index !== options.index) {
    return runJob(context, { type: 'follow', index: options.index }, { ...options, detach });
  }
  const behind =
    follower.behind_seconds === null
      ? ''
      : `, ${follower.behind_seconds.toFixed(1)} s behind the newest line`;
  note(context, `The sidecar follows ${options.index} already${behind}.`);
  const job = detach ? follower : await watchJob(context, client, follower);
  if (options.json) await printJson(context, job);
}

export function registerBackfill(program: Command, context: CliContext): void {
  program
    .command('backfill')
    .description('have the sidecar score lines that are there already')
    .option('--index <pattern>', 'indices with the logs', DEFAULT_SOURCE_PATTERN)
    .option('--model <id>', 'model to score with (default: the active one)')
    .option('--from <time>', 'first time', isoTime)
    .option('--to <time>', 'time to end before', isoTime)
    .option('--detach', 'start it and do not wait')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print the job as JSON')
    .action(({ index, model, from, to, ...options }: JobOptions) =>
      runJob(context, { type: 'backfill', index, model, from, to }, options),
    );
}

/** Starts the job, waits for its end unless detached, and tells about it. */
export async function runJob(
  context: CliContext,
  request: JobRequestInput,
  options: { detach?: boolean; sidecar?: string; json?: boolean },
): Promise<void> {
  const client = new SidecarClient(context, options.sidecar);
  const started = await startJob(client, request);
  const job = options.detach ? started : await watchJob(context, client, started);
  if (options.json) return printJson(context, job);
  if (options.detach) note(context, `Job ${job.id} (${job.type}) is ${job.state}.`);
  else if (job.model) note(context, `Model ${job.model}.`);
}
