/**
 * Which fields of a document hold what; the first that a document has counts, so that logs of several kinds can be read.
 * A name may be dotted; documents may hold it nested (`{"host":{"name":…}}`) or flat (`{"host.name":…}`). What is left
 * out is found by itself among the usual names.
 */
export interface FieldMapping {
  message?: readonly string[];
  timestamp?: readonly string[];
  level?: readonly string[];
  host?: readonly string[];
  service?: readonly string[];
  sourceIp?: readonly string[];
  /** What lines belong together by: a request, a trace, a session. */
  session?: readonly string[];
}

export type MappedField = Exclude<keyof FieldMapping, 'session'>;

/**
 * The usual names in ECS, Logstash with and without ECS, Filebeat and Fluent Bit, best first. The host is the machine
 * that wrote the line: syslog's own host name comes before that of the shipper, which `host.name` holds under Logstash.
 */
export const USUAL_FIELDS: Readonly<Record<MappedField, readonly string[]>> = {
  message: ['event.original', 'message', 'log', 'msg', '@message'],
  timestamp: ['@timestamp', 'timestamp', 'time', 'ts'],
  level: [
    'log.level',
    'level',
    'loglevel',
    'severity',
    'log.syslog.severity.name',
    'syslog_severity',
    'levelname',
  ],
  host: [
    'host.hostname',
    'logsource',
    'host.name',
    'host',
    'hostname',
    'agent.hostname',
    'beat.hostname',
    'kubernetes.node.name',
  ],
  service: [
    'service.name',
    'service',
    'process.name',
    'program',
    'container.name',
    'kubernetes.container.name',
    'event.dataset',
    'fileset.name',
  ],
  sourceIp: [
    'source.ip',
    'source.address',
    'client.ip',
    'client.address',
    'clientip',
    'src_ip',
    'remote_addr',
  ],
};

/** Where identifiers stand that lines may belong together by. */
export const IDENTIFIER_FIELDS: readonly string[] = [
  'trace.id',
  'transaction.id',
  'session.id',
  'http.request.id',
  'trace_id',
  'traceId',
  'request_id',
  'requestId',
  'session_id',
  'sessionId',
  'correlation_id',
  'correlationId',
  'transaction_id',
  'order_id',
  'job_id',
  'task_id',
];

/** Where a log file's path stands, from which the service is named when nothing else names it. */
export const PATH_FIELDS: readonly string[] = ['log.file.path', 'path', 'file', 'source'];

/** Where a web server's status stands, from which the level is told when nothing else tells it. */
export const STATUS_FIELDS: readonly string[] = ['http.response.status_code', 'response', 'status'];

/** The fields of `_source` that parsing looks at, for source filtering. */
export function sourceFieldsOf(mapping: FieldMapping = {}): string[] {
  const mapped = (Object.keys(USUAL_FIELDS) as MappedField[]).flatMap(
    (field) => mapping[field] ?? USUAL_FIELDS[field],
  );
  const identifiers = mapping.session ?? IDENTIFIER_FIELDS;
  return [
    ...new Set([
      ...mapped,
      ...USUAL_FIELDS.message,
      ...PATH_FIELDS,
      ...STATUS_FIELDS,
      ...identifiers,
    ]),
  ];
}
