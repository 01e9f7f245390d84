import type { Config } from '../../config';
import type { Secrets } from '../../notify/secrets';
import { readPem } from '../../pem_file';
import type { ConsumerOptions } from './library';

/** The parts of the configuration that say how Kafka is reached. */
export type KafkaConfig = Pick<
  Config,
  | 'kafkaBrokers'
  | 'kafkaTls'
  | 'kafkaCa'
  | 'kafkaCertificate'
  | 'kafkaKey'
  | 'kafkaSasl'
  | 'kafkaSaslUsername'
  | 'kafkaSaslSecret'
>;

export type ConnectionOptions = Pick<
  ConsumerOptions,
  'clientId' | 'bootstrapBrokers' | 'connectTimeout' | 'requestTimeout' | 'retries' | 'tls' | 'sasl'
>;

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * How clients connect. They try nothing again by themselves: whoever uses them does, and says what it waits for.
 * @throws ConfigError where a file cannot be read, ProblemError where the secret is not there
 */
export function connectionOptions(config: KafkaConfig, secrets: Secrets): ConnectionOptions {
  const options: ConnectionOptions = {
    clientId: 'anomalies',
    bootstrapBrokers: config.kafkaBrokers,
    connectTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retries: 0,
  };
  if (config.kafkaTls) {
    options.tls = {
      ca: readPem('kafkaCa', config.kafkaCa),
      cert: readPem('kafkaCertificate', config.kafkaCertificate),
      key: readPem('kafkaKey', config.kafkaKey),
    };
  }
  const { kafkaSasl: mechanism, kafkaSaslSecret: secret } = config;
  if (mechanism !== 'none' && secret) {
    secrets.get(secret);
    options.sasl = {
      mechanism,
      username: config.kafkaSaslUsername ?? '',
      // Asked for with each connection, so that a password in a file can be rotated.
      password: () => secrets.get(secret),
    };
  }
  return options;
}
