import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '../elasticsearch/client';
import { describeError } from '../elasticsearch/errors';
import { createLogger, type Logger } from '../logger';
import { createStores } from '../store/elasticsearch';
import { runBackfill } from './backfill';
import { runBacktest } from './backtest';
import { JobControl } from './control';
import { JobEndedError, loadPipeline, type JobEnvironment } from './environment';
import { runFollow } from './follow';
import { minuteRange } from '../sources/elasticsearch/minute_range';
import { LeaseMeter } from '../store/elasticsearch/lease_meter';
import type { FromJob, JobEnd, JobThreadData, ToJob } from './protocol';
import { Reporter } from './reporter';
import { runTrain } from './train';
import { NoActiveModelError } from '../store/stores';
import { timeField } from '../field_mapping';

const LEASE_POLL_MS = 200;

/** The entry of a job thread: one job, then the end. */
function environmentOf(
  { config, lease }: Pick<JobThreadData, 'config' | 'lease'>,
  control: JobControl,
  reporter: Reporter,
  log: Logger,
): JobEnvironment {
  const client = createClient(config);
  const retry = {
    signal: control.ended,
    giveUpAfterMs: config.giveUpAfterMs,
    onRetry: (reason: string) => {
      send({ type: 'retried' });
      reporter.waitingFor(reason);
    },
    onRecovered: () => reporter.recovered(),
  };
  const meter = new LeaseMeter(lease);
  const leaseHeld = async () => {
    while (!meter.isFresh) {
      if (control.isEnded) throw new JobEndedError();
      await control.sleep(LEASE_POLL_MS);
    }
  };
  const writing = { ...retry, beforeTry: leaseHeld };
  return {
    config,
    client,
    ...createStores(client, writing),
    control,
    reporter,
    reading: retry,
    writing,
    leaseHeld,
    activated: () => send({ type: 'activated' }),
    measured: (batch) => {
      log.debug({ ...batch }, 'Batch');
      send({ type: 'measured', batch });
    },
    labelsLoaded: (ids) => ids.forEach((id) => send({ type: 'labels', id })),
    turn: () => {
      send({ type: 'turn' });
      return control.turn();
    },
  };
}

/** @returns what is to be said at the end; null where nothing is */
async function runJob(env: JobEnvironment, data: JobThreadData): Promise<string | null> {
  const { jobId, request, resumeModel } = data;
  switch (request.type) {
    case 'train':
      return runTrain(env, jobId, request, resumeModel);
    case 'follow':
      return runFollow(env, request.index);
    case 'backtest':
      await runBacktest(env, request);
      return null;
    case 'backfill': {
      const modelId = request.model ?? resumeModel ?? (await env.models.active())?.id;
      if (!modelId) throw new NoActiveModelError();
      env.reporter.report({ phase: 'Loading the model', model: modelId });
      env.reporter.flush();
      await runBackfill(env, {
        jobId,
        pattern: request.index,
        modelId,
        pipeline: await loadPipeline(env.models, modelId),
        startFraction: 0,
        timeRange: minuteRange(timeField(env.config), request.from, request.to),
      });
      return null;
    }
  }
}

/** What is left to be said of a job that went well. */
async function closingPhase(
  env: JobEnvironment,
  model: string | null,
  closing: string | null,
): Promise<string> {
  if (model !== null && !(await env.models.get(model))) {
    return `Done; model ${model} was deleted meanwhile, its copy in memory was used`;
  }
  return closing ?? 'Done';
}

function send(message: FromJob): void {
  parentPort?.postMessage(message);
}

async function main(): Promise<void> {
  const data = workerData as JobThreadData;
  const log = createLogger(data.logLevel, 'job').child({ job: data.jobId });
  const control = new JobControl();
  let model: string | null = data.resumeModel;
  const reporter = new Reporter((update) => {
    if (update.model !== undefined) model = update.model;
    send({ type: 'update', update });
  });
  parentPort?.on('message', (message: ToJob) => {
    if (message.type === 'log_level') log.level = message.level;
    else control.receive(message);
  });
  let env: JobEnvironment | null = null;
  let end: JobEnd;
  try {
    // A follower outlives any outage; the other jobs say at some time that they cannot go on.
    const config =
      data.request.type === 'follow' ? { ...data.config, giveUpAfterMs: Infinity } : data.config;
    env = environmentOf({ config, lease: data.lease }, control, reporter, log);
    const closing = await runJob(env, data);
    reporter.flush();
    const phase = await closingPhase(env, model, closing);
    reporter.report({ phase, progress: 1, remaining_seconds: 0 });
    end = { state: 'succeeded' };
  } catch (error) {
    if (control.isEnded || error instanceof JobEndedError) end = { state: control.endState };
    else {
      log.error({ err: error }, 'The job failed');
      end = { state: 'failed', error: describeError(error) };
    }
  }
  reporter.flush();
  send({ type: 'end', end });
  parentPort?.removeAllListeners('message');
  parentPort?.unref();
  await env?.client.close();
}

void main();
