import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { ConsumerStatus } from '../../common/api/consumer/schema';
import { describeError } from '../elasticsearch/errors';
import { createLogger } from '../logger';
import { Secrets } from '../notify/secrets';
import { runConsume } from './consume';
import { openEnvironment } from './open_environment';
import type { ConsumeThreadData, FromConsumer, ToConsumer } from './protocol';

/** The entry of the thread that consumes Kafka. */
async function main(): Promise<void> {
  const { config, logLevel } = workerData as ConsumeThreadData;
  const log = createLogger(logLevel, 'consumer');
  const stopping = new AbortController();
  parentPort?.on('message', (message: ToConsumer) => {
    if (message.type === 'stop') stopping.abort();
    else log.level = message.level;
  });
  const env = openEnvironment(config, new Secrets(process.env), stopping.signal);
  let told: ConsumerStatus | null = null;
  try {
    await runConsume(env, {
      log,
      onStatus: (status) => {
        if (isDeepStrictEqual(status, told)) return;
        told = status;
        send({ type: 'status', status });
      },
      onMeasured: (batch) => {
        log.debug({ ...batch }, 'Batch');
        send({ type: 'measured', batch });
      },
    });
  } catch (error) {
    send({ type: 'failed', error: describeError(error) });
  }
  parentPort?.removeAllListeners('message');
  parentPort?.unref();
  await env.client.close();
}

function send(message: FromConsumer): void {
  parentPort?.postMessage(message);
}

void main();
