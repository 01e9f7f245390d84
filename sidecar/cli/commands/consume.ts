import type { Command } from 'commander';
import type { ConsumerStatus } from '../../../common/api/consumer/schema';
import { loadConfig } from '../../config';
import { OPTIONS } from '../../options';
import { openEnvironment } from '../../consume/open_environment';
import { runConsume } from '../../consume/consume';
import { createLogger } from '../../logger';
import { Secrets } from '../../notify/secrets';
import { installIndices } from '../../sinks/elasticsearch/index_templates';
import { CliError } from '../cli_error';
import { note, printJson, type CliContext } from '../context';
import { startProgress } from '../progress';
import { formatCount, plural } from '../table';

interface Options {
  topics?: string;
  brokers?: string;
  group?: string;
  untilEnd?: boolean;
  json?: boolean;
}

export function registerConsume(program: Command, context: CliContext): void {
  program
    .command('consume')
    .description('score lines of Kafka topics into the Elasticsearch at ELASTICSEARCH_URL')
    .option('--topics <list>', `topics, parted by commas (default: ${OPTIONS.kafkaTopics.env})`)
    .option('--brokers <list>', `brokers as host:port (default: ${OPTIONS.kafkaBrokers.env})`)
    .option('--group <name>', `consumer group (default: ${OPTIONS.kafkaGroup.env})`)
    .option('--until-end', 'end once all that the topics hold is scored')
    .option('--json', 'print what became of the messages as JSON')
    .action((options: Options) => consume(context, options));
}

async function consume(context: CliContext, options: Options): Promise<void> {
  const config = loadConfig({
    ...context.env,
    ...(options.topics ? { [OPTIONS.kafkaTopics.env]: options.topics } : {}),
    ...(options.brokers ? { [OPTIONS.kafkaBrokers.env]: options.brokers } : {}),
    ...(options.group ? { [OPTIONS.kafkaGroup.env]: options.group } : {}),
  });
  if (config.kafkaTopics.length === 0) {
    throw new CliError(
      `There is nothing to consume: give --topics, or set ${OPTIONS.kafkaTopics.env}.`,
    );
  }
  const env = openEnvironment(config, new Secrets(context.env), context.signal);
  const progress = startProgress(context, 'consume');
  try {
    const retry = { giveUpAfterMs: config.giveUpAfterMs, signal: env.signal };
    for (const clash of await installIndices(env.client, retry)) note(context, clash);
    if (options.untilEnd && (await env.models.active()) === null) {
      throw new CliError('No model is active. Train one first, or activate one.');
    }
    const status = await runConsume(
      env,
      {
        // What goes wrong stands in the progress.
        log: createLogger('silent'),
        onStatus: (now) => progress.update(null, describe(now)),
      },
      options.untilEnd,
    );
    progress.stop();
    tell(context, status);
    if (options.json) await printJson(context, status);
  } finally {
    progress.stop();
    await env.client.close();
  }
}

function describe(status: ConsumerStatus): string {
  const lag = status.lag === null ? [] : [`${formatCount(status.lag)} behind`];
  const error = status.error === null ? [] : [status.error];
  return [status.phase, describeCounts(status), ...lag, ...error].join(', ');
}

function describeCounts({ lines_done, lines_flagged }: ConsumerStatus): string {
  return `${formatCount(lines_done)} lines, ${formatCount(lines_flagged)} flagged`;
}

function tell(context: CliContext, status: ConsumerStatus): void {
  note(context, `Scored ${describeCounts(status)}.`);
  if (status.dead_letters > 0) {
    const reasons = Object.entries(status.skipped).map(
      ([reason, messages]) => `${reason}: ${formatCount(messages)}`,
    );
    note(
      context,
      `${plural(status.dead_letters, 'message')} went to the dead letter topic (${reasons.join('; ')}).`,
    );
  }
}
