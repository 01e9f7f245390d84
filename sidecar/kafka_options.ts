import { oneOf, optionalText, text, textList, wholeNumber, yesOrNo } from './config_options';

const TOPIC = String.raw`[A-Za-z0-9._-]{1,249}`;

/** How Kafka is reached and what is consumed of it; part of the OPTIONS of the sidecar. */
export const KAFKA_OPTIONS = {
  kafkaBrokers: textList({
    env: 'KAFKA_BROKERS',
    description:
      'Brokers of Kafka to ask first, parted by commas. With kafkaTopics, the sidecar consumes lines from Kafka, too. See docs/kafka.md.',
    range: 'up to 20 host:port',
    itemMinChars: 3,
    itemPattern: /^[A-Za-z0-9._-]{1,253}:\d{1,5}$/,
  }),
  kafkaTopics: textList({
    env: 'ANOMALIES_KAFKA_TOPICS',
    description:
      'Topics with log lines, parted by commas. `name:json` holds JSON documents only, `name:raw` raw lines only; `name` alone takes a value that is a JSON object as a document and any other as a raw line.',
    range: 'up to 20 topics, each with :json or :raw where wanted',
    itemMinChars: 1,
    itemPattern: new RegExp(`^${TOPIC}(:(json|raw))?$`),
  }),
  kafkaGroup: text({
    env: 'ANOMALIES_KAFKA_GROUP',
    description:
      'Consumer group. Sidecars of the same group share the partitions. Another name begins anew, and scores every line a second time.',
    range: 'letters, digits, ".", "_" and "-", at most 200',
    default: 'anomalies',
    pattern: /^[A-Za-z0-9._-]{1,200}$/,
  }),
  kafkaStart: oneOf({
    env: 'ANOMALIES_KAFKA_START',
    description:
      'Where a group begins in a partition that it has no position in: at the earliest line that Kafka has, or behind the latest.',
    values: ['earliest', 'latest'],
    default: 'earliest',
  }),
  kafkaOutputTopic: optionalText({
    env: 'ANOMALIES_KAFKA_OUTPUT_TOPIC',
    description:
      'Topic that flagged lines are written to as well, as the JSON documents of the anomalies index. Without it, none.',
    range: 'the name of a topic',
    pattern: new RegExp(`^${TOPIC}$`),
  }),
  kafkaDeadLetterTopic: text({
    env: 'ANOMALIES_KAFKA_DEAD_LETTER_TOPIC',
    description:
      'Topic for messages that cannot be scored, as they are, with the reason and where they came from in their headers.',
    range: 'the name of a topic',
    default: 'anomalies-dead-letters',
    pattern: new RegExp(`^${TOPIC}$`),
  }),
  kafkaTls: yesOrNo({
    env: 'KAFKA_TLS',
    description: 'Talk to the brokers over TLS.',
    default: false,
  }),
  kafkaCa: optionalText({
    env: 'KAFKA_CA',
    description:
      'Certificate authority that signed the certificates of the brokers, where it is none of those that Node knows.',
    range: 'the path of a PEM file',
  }),
  kafkaCertificate: optionalText({
    env: 'KAFKA_CERTIFICATE',
    description: "The sidecar's own certificate, where the brokers ask for one.",
    range: 'the path of a PEM file',
  }),
  kafkaKey: optionalText({
    env: 'KAFKA_KEY',
    description: 'The key of that certificate.',
    range: 'the path of a PEM file',
  }),
  kafkaSasl: oneOf({
    env: 'KAFKA_SASL_MECHANISM',
    description: 'How the sidecar signs in to the brokers.',
    values: ['none', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
    default: 'none',
  }),
  kafkaSaslUsername: optionalText({
    env: 'KAFKA_SASL_USERNAME',
    description: 'User name for SASL.',
    range: 'a user name',
  }),
  kafkaSaslSecret: optionalText({
    env: 'KAFKA_SASL_SECRET',
    description:
      'Name of the secret with the password for SASL. The password itself is ANOMALIES_SECRET_<NAME> of the environment, or in the file that ANOMALIES_SECRET_<NAME>_FILE names.',
    range: 'letters, digits and "_"',
    pattern: /^[A-Za-z0-9_]{1,100}$/,
  }),
  kafkaBatchWaitMs: wholeNumber({
    env: 'ANOMALIES_KAFKA_BATCH_WAIT_MS',
    description:
      'How long lines of a partition wait for more before a batch is scored that is smaller than batchSize.',
    min: 0,
    max: 60_000,
    default: 200,
  }),
  kafkaMaxBytes: wholeNumber({
    env: 'ANOMALIES_KAFKA_MAX_BYTES',
    description:
      'Bytes of one partition that are asked for at once. A partition with twice as much waiting is not read on until that is scored.',
    min: 16_384,
    max: 67_108_864,
    default: 1_048_576,
  }),
  kafkaMaxMessageBytes: wholeNumber({
    env: 'ANOMALIES_KAFKA_MAX_MESSAGE_BYTES',
    description: 'A longer message is not scored: it goes to the dead letter topic.',
    min: 1_024,
    max: 16_777_216,
    default: 262_144,
  }),
  kafkaSessionTimeoutMs: wholeNumber({
    env: 'ANOMALIES_KAFKA_SESSION_TIMEOUT_MS',
    description:
      'After so long without a sign of life, the partitions of a sidecar are given to the others of its group.',
    min: 1_000,
    max: 600_000,
    default: 30_000,
  }),
};
