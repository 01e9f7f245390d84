import { DEFAULT_SOURCE_PATTERN } from '../common/indices';
import {
  decimalNumber,
  oneOf,
  optionalText,
  text,
  textList,
  wholeNumber,
  yesOrNo,
} from './config_options';
import { KAFKA_OPTIONS } from './kafka_options';

/** Every option of the sidecar. The key is its name in the JSON file that ANOMALIES_CONFIG names. */
export const OPTIONS = {
  host: text({
    env: 'ANOMALIES_HOST',
    description:
      'Address that the sidecar listens on. Beyond loopback it starts only with a key (keys).',
    range: 'a host name or IP address',
    default: '127.0.0.1',
    pattern: /^[A-Za-z0-9.:_-]{1,255}$/,
  }),
  port: wholeNumber({
    env: 'ANOMALIES_PORT',
    description: 'Port that the sidecar listens on; 0 takes any free one.',
    min: 0,
    max: 65_535,
    default: 8585,
  }),
  keys: textList({
    env: 'ANOMALIES_SIDECAR_KEYS',
    description:
      'Shared keys, parted by commas, one of which every request must carry (Authorization: Bearer KEY, or x-api-key: KEY). Several, so that keys can be rotated. Without keys no request is asked for one, which is allowed on loopback only.',
    range: 'up to 20 keys of 16 to 1000 characters',
    itemMinChars: 16,
    secret: true,
  }),
  tlsCertificate: optionalText({
    env: 'ANOMALIES_TLS_CERTIFICATE',
    description:
      'Certificate (with those between it and its authority) with which the sidecar answers over https; needs ANOMALIES_TLS_KEY. Read again on SIGHUP.',
    range: 'the path of a PEM file',
  }),
  tlsKey: optionalText({
    env: 'ANOMALIES_TLS_KEY',
    description: 'Private key of that certificate. Read again on SIGHUP.',
    range: 'the path of a PEM file',
  }),
  tlsKeyPassphrase: optionalText({
    env: 'ANOMALIES_TLS_KEY_PASSPHRASE',
    description: 'Passphrase of that private key, where it has one.',
    range: 'a passphrase',
    secret: true,
  }),
  tlsClientCa: optionalText({
    env: 'ANOMALIES_TLS_CLIENT_CA',
    description:
      'Authority of which every client must show a certificate, beside the key (mutual TLS). Read again on SIGHUP.',
    range: 'the path of a PEM file',
  }),
  healthCertificate: optionalText({
    env: 'ANOMALIES_HEALTH_CERTIFICATE',
    description:
      "Certificate that the health check of the container shows where clients must show one (ANOMALIES_TLS_CLIENT_CA); needs ANOMALIES_HEALTH_KEY. Without it, the sidecar's own.",
    range: 'the path of a PEM file',
  }),
  healthKey: optionalText({
    env: 'ANOMALIES_HEALTH_KEY',
    description: 'Private key of that certificate.',
    range: 'the path of a PEM file',
  }),
  elasticsearchUrl: text({
    env: 'ELASTICSEARCH_URL',
    description:
      'Where Elasticsearch answers; several addresses of one cluster parted by commas. It may hold user:password@. With `none` the sidecar works without Elasticsearch: /train, /analyze_logs, /predict and /v1/score.',
    range: 'an http:// or https:// address, or none',
    default: 'http://127.0.0.1:9200',
    pattern: /^(none|https?:\/\/[^\s,]+(,https?:\/\/[^\s,]+)*)$/,
  }),
  elasticsearchUsername: optionalText({
    env: 'ELASTICSEARCH_USERNAME',
    description: "User name of the sidecar's own account.",
    range: 'a user name',
  }),
  elasticsearchPassword: optionalText({
    env: 'ELASTICSEARCH_PASSWORD',
    description: 'Password of that account.',
    range: 'a password',
    secret: true,
  }),
  elasticsearchApiKey: optionalText({
    env: 'ELASTICSEARCH_API_KEY',
    description: 'API key in base64, in place of user name and password.',
    range: 'an API key',
    secret: true,
  }),
  elasticsearchCa: optionalText({
    env: 'ELASTICSEARCH_CA',
    description: 'Certificate authority that signed the certificate of Elasticsearch.',
    range: 'the path of a PEM file',
  }),
  elasticsearchCertificate: optionalText({
    env: 'ELASTICSEARCH_CERTIFICATE',
    description:
      'Certificate that the sidecar shows to Elasticsearch, in place of a password or beside it; needs ELASTICSEARCH_KEY.',
    range: 'the path of a PEM file',
  }),
  elasticsearchKey: optionalText({
    env: 'ELASTICSEARCH_KEY',
    description: 'Private key of that certificate.',
    range: 'the path of a PEM file',
  }),
  requestTimeoutMs: wholeNumber({
    env: 'ANOMALIES_REQUEST_TIMEOUT_MS',
    description: 'How long one request to Elasticsearch may take before it is tried again.',
    min: 1_000,
    max: 600_000,
    default: 30_000,
  }),
  giveUpAfterMs: wholeNumber({
    env: 'ANOMALIES_GIVE_UP_AFTER_MS',
    description:
      'How long a train or backfill job waits for an Elasticsearch that does not answer before it fails. Follow never gives up.',
    min: 1_000,
    max: 86_400_000,
    default: 600_000,
  }),
  sourcePattern: text({
    env: 'ANOMALIES_SOURCE_PATTERN',
    description:
      'Indices that hold the logs; several patterns parted by commas. They are only read, never written.',
    range: 'index patterns of at most 200 characters in all',
    default: DEFAULT_SOURCE_PATTERN,
    pattern: /^[^\s"\\/|?<>#]{1,200}$/,
  }),
  fieldTimestamp: optionalText({
    env: 'ANOMALIES_FIELD_TIMESTAMP',
    description: 'Field with the time of a line, where detection does not find it (@timestamp).',
    range: 'a field name with dots',
  }),
  fieldMessage: optionalText({
    env: 'ANOMALIES_FIELD_MESSAGE',
    description:
      'Fields with the raw line, where detection does not find it; the first that a line has counts.',
    range: 'field names with dots, parted by commas',
  }),
  fieldLevel: optionalText({
    env: 'ANOMALIES_FIELD_LEVEL',
    description:
      'Fields with the log level, where detection does not find it; the first that a line has counts.',
    range: 'field names with dots, parted by commas',
  }),
  fieldHost: optionalText({
    env: 'ANOMALIES_FIELD_HOST',
    description:
      'Fields with the host name, where detection does not find it; the first that a line has counts.',
    range: 'field names with dots, parted by commas',
  }),
  fieldService: optionalText({
    env: 'ANOMALIES_FIELD_SERVICE',
    description:
      'Fields with the service or program, where detection does not find it; the first that a line has counts.',
    range: 'field names with dots, parted by commas',
  }),
  fieldSourceIp: optionalText({
    env: 'ANOMALIES_FIELD_SOURCE_IP',
    description:
      'Fields with the address of the client, where detection does not find it; the first that a line has counts.',
    range: 'field names with dots, parted by commas',
  }),
  fieldSession: optionalText({
    env: 'ANOMALIES_FIELD_SESSION',
    description:
      'Field with the request, trace or session that a line belongs to, where detection does not find it.',
    range: 'a field name with dots',
  }),
  alertBudgetPerDay: decimalNumber({
    env: 'ANOMALIES_ALERT_BUDGET_PER_DAY',
    description:
      'How many lines a day may be flagged, but at most one line in 200; a training job may name another number. It sets the threshold of a model.',
    min: 0.1,
    max: 1_000_000,
    default: 100,
  }),
  autoFollow: yesOrNo({
    env: 'ANOMALIES_AUTO_FOLLOW',
    description:
      'Start following the logs by itself, as soon as a model is active. A follow job that was cancelled stays so.',
    default: true,
  }),
  pollIntervalMs: wholeNumber({
    env: 'ANOMALIES_POLL_INTERVAL_MS',
    description: 'How often the follower looks for new lines.',
    min: 100,
    max: 60_000,
    default: 500,
  }),
  incidentsIntervalMs: wholeNumber({
    env: 'ANOMALIES_INCIDENTS_INTERVAL_MS',
    description: 'How often incidents are brought up to date with the flagged lines.',
    min: 100,
    max: 3_600_000,
    default: 30_000,
  }),
  gapTimeoutMs: wholeNumber({
    env: 'ANOMALIES_GAP_TIMEOUT_MS',
    description:
      'How long a missing sequence number is waited for after Elasticsearch has confirmed everything before it; twice the refresh interval of the index, where that is longer.',
    min: 0,
    max: 600_000,
    default: 2_000,
  }),
  lateLinesMs: wholeNumber({
    env: 'ANOMALIES_LATE_LINES_MS',
    description:
      'How late lines may come to be counted in their window or session, which is judged after that. Lines that are later are scored all the same.',
    min: 0,
    max: 3_600_000,
    default: 120_000,
  }),
  batchSize: wholeNumber({
    env: 'ANOMALIES_BATCH_SIZE',
    description: 'Lines that are read, scored and written at once.',
    min: 100,
    max: 10_000,
    default: 5_000,
  }),
  maxResponseBytes: wholeNumber({
    env: 'ANOMALIES_MAX_RESPONSE_BYTES',
    description:
      'Greatest answer of Elasticsearch that is taken into memory; where a batch would be greater, fewer lines are read at once.',
    min: 1_048_576,
    max: 536_870_912,
    default: 67_108_864,
  }),
  ingestPrefix: optionalText({
    env: 'ANOMALIES_INGEST_PREFIX',
    description:
      'Lets POST /v1/ingest write log lines, to PREFIX-YYYY.MM.dd. Lines are only added, none is changed. Without it the sidecar writes no logs.',
    range: 'lower-case letters, digits, - and _, at most 100 characters, such as server-logs',
    pattern: /^(?!anomalies)[a-z0-9][a-z0-9_-]{0,99}$/,
  }),
  maxBodyBytes: wholeNumber({
    env: 'ANOMALIES_MAX_BODY_BYTES',
    description: 'Greatest body of a request; beyond it the answer is 413.',
    min: 1_024,
    max: 268_435_456,
    default: 67_108_864,
  }),
  maxConcurrentJobs: wholeNumber({
    env: 'ANOMALIES_MAX_CONCURRENT_JOBS',
    description:
      'Train and backfill jobs at once; beyond it the answer is 429. The follower does not count.',
    min: 1,
    max: 16,
    default: 2,
  }),
  maxConcurrentRequests: wholeNumber({
    env: 'ANOMALIES_MAX_CONCURRENT_REQUESTS',
    description: 'Requests with lines to score or learn at once; beyond it the answer is 429.',
    min: 1,
    max: 1_000,
    default: 16,
  }),
  maxRequestsPerMinute: wholeNumber({
    env: 'ANOMALIES_MAX_REQUESTS_PER_MINUTE',
    description:
      'Requests of one client (an address with a key) in a minute; beyond it the answer is 429. The default is three times what Logstash sends that has every line scored one by one.',
    min: 60,
    max: 100_000_000,
    default: 120_000,
  }),
  maxFailedSignInsPerMinute: wholeNumber({
    env: 'ANOMALIES_MAX_FAILED_SIGN_INS_PER_MINUTE',
    description:
      'Requests with a wrong key, or without one, from one address in a minute; beyond it the answer is 429, for a right key as well unless it was used from there before.',
    min: 1,
    max: 100_000_000,
    default: 20,
  }),
  jobMemoryMb: wholeNumber({
    env: 'ANOMALIES_JOB_MEMORY_MB',
    description:
      'JavaScript heap that one job may use; a job that needs more fails, and the sidecar stays up.',
    min: 128,
    max: 65_536,
    default: 2_048,
  }),
  modelCacheSize: wholeNumber({
    env: 'ANOMALIES_MODEL_CACHE_SIZE',
    description: 'Models that are kept in memory for scoring over HTTP.',
    min: 1,
    max: 100,
    default: 3,
  }),
  notifyAllowedHosts: textList({
    env: 'ANOMALIES_NOTIFY_ALLOWED_HOSTS',
    description:
      'Where notifications may be sent: mail servers and webhooks, parted by commas. A host without a port may be reached on the usual ports of its protocol (25, 465 and 587, or 80 and 443). Without this option nothing is sent.',
    range: 'up to 20 hosts, or host:port',
    itemMinChars: 1,
    itemPattern: /^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/,
  }),
  notifyIntervalMs: wholeNumber({
    env: 'ANOMALIES_NOTIFY_INTERVAL_MS',
    description: 'How often the rules of the notifications are looked at.',
    min: 100,
    max: 3_600_000,
    default: 10_000,
  }),
  publicUrl: optionalText({
    env: 'ANOMALIES_PUBLIC_URL',
    description:
      'Where people open the app, such as https://kibana.example.com/app/anomalies. Links in notifications begin with it.',
    range: 'an http:// or https:// address',
    pattern: /^https?:\/\/[^\s/@]+(\/[^\s]*)?$/,
  }),
  modelDir: text({
    env: 'ANOMALIES_MODEL_DIR',
    description: 'Folder of the models where there is no Elasticsearch (ELASTICSEARCH_URL=none).',
    range: 'a path',
    default: '.anomalies/models',
  }),
  ...KAFKA_OPTIONS,
  logLevel: oneOf({
    env: 'ANOMALIES_LOG_LEVEL',
    description:
      'What the sidecar logs; the lines that it reads on no level. Read again on SIGHUP where it stands in the file, and changed for a while by PUT /v1/log-level or anomalies log-level.',
    values: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
  }),
};
