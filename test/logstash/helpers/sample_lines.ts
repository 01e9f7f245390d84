/** A line of a log file, and what the pipelines are to make of it. */
export interface SampleLine {
  /** Path below the folder of the logs. */
  file: string;
  line: string;
  /** The pattern that reads it, by the id of its grok filter; `json`, or null where none does. */
  kind: string | null;
  /** ISO time; null where it is that of arrival. */
  time: string | null;
  /** Fields by their dotted names; undefined: it must not be there. */
  fields: Record<string, unknown>;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Syslog writes no year: Logstash takes the one that brings the line near to now. */
function syslogTime(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}

/** Lines of every format, the syslog ones an hour before `nowMs`. */
export function sampleLines(nowMs: number): SampleLine[] {
  const hourAgo = new Date(Math.floor(nowMs / 1_000) * 1_000 - 3_600_000);
  const stamp = syslogTime(hourAgo);
  const at = hourAgo.toISOString();
  return [
    ...syslogLines(stamp, at),
    ...authLines(stamp, at),
    ...webLines(),
    ...applicationLines(),
    ...jsonLines(),
    ...strangeLines(),
  ];
}

function syslogLines(stamp: string, at: string): SampleLine[] {
  const file = 'syslog';
  return [
    {
      file,
      line: `${stamp} db-1 systemd[1]: Started Daily apt download activities.`,
      kind: 'syslog',
      time: at,
      fields: {
        message: 'Started Daily apt download activities.',
        'host.hostname': 'db-1',
        'process.name': 'systemd',
        'process.pid': 1,
        'service.name': 'systemd',
        'event.dataset': 'system.syslog',
      },
    },
    {
      file,
      line: `<11>${stamp} db-1 kernel: [12345.678901] Out of memory: Killed process 812 (java)`,
      kind: 'syslog',
      time: at,
      fields: {
        message: '[12345.678901] Out of memory: Killed process 812 (java)',
        'process.name': 'kernel',
        'log.syslog.priority': 11,
        'log.syslog.severity.name': 'error',
        'log.level': 'error',
      },
    },
    {
      file,
      line: `${stamp} db-1 last message repeated 3 times`,
      kind: 'syslog',
      time: at,
      fields: { message: 'last message repeated 3 times', 'process.name': undefined },
    },
    {
      file,
      line: '2026-03-01T10:00:01.123456+01:00 db-1 postfix/smtpd[812]: connect from unknown[192.0.2.7]',
      kind: 'application',
      time: '2026-03-01T09:00:01.123Z',
      fields: {
        message: 'connect from unknown[192.0.2.7]',
        'host.hostname': 'db-1',
        'service.name': 'postfix/smtpd',
        'event.dataset': 'system.syslog',
      },
    },
    {
      file,
      line: '<165>1 2026-03-01T10:00:02.003Z app-1 evntslog 812 ID47 [x@32473 iut="3" eventID="1\\]1"] An application event',
      kind: 'syslog_5424',
      time: '2026-03-01T10:00:02.003Z',
      fields: {
        message: 'An application event',
        'host.hostname': 'app-1',
        'process.name': 'evntslog',
        'process.pid': 812,
        'event.code': 'ID47',
        'log.level': 'notice',
      },
    },
  ];
}

function authLines(stamp: string, at: string): SampleLine[] {
  const file = 'auth.log';
  const auth = (message: string, fields: Record<string, unknown>, program = 'sshd[2101]') => ({
    file,
    line: `${stamp} web-1 ${program}: ${message}`,
    kind: 'syslog',
    time: at,
    fields: { message, 'host.hostname': 'web-1', 'event.dataset': 'system.auth', ...fields },
  });
  return [
    auth('Failed password for invalid user oracle from 201.178.81.113 port 52378 ssh2', {
      'service.name': 'sshd',
      'user.name': 'oracle',
      'source.address': '201.178.81.113',
      'source.ip': '201.178.81.113',
      'source.port': 52378,
      'event.outcome': 'failure',
    }),
    auth('Accepted publickey for ubuntu from 2001:db8::7 port 40022 ssh2: RSA SHA256:KlNkPGZr', {
      'user.name': 'ubuntu',
      'source.ip': '2001:db8::7',
      'event.outcome': 'success',
    }),
    auth('Invalid user admin from 201.178.81.113', { 'user.name': 'admin' }),
    auth('Connection closed by authenticating user root 203.0.113.9 port 4022 [preauth]', {
      'user.name': 'root',
      'source.ip': '203.0.113.9',
      'event.outcome': undefined,
    }),
    auth('Received disconnect from 203.0.113.9 port 4022:11: disconnected by user', {
      'source.ip': '203.0.113.9',
      'source.port': 4022,
    }),
    auth('Did not receive identification string from 198.51.100.4', {
      'source.ip': '198.51.100.4',
    }),
    auth(
      'authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=host.example.net  user=root',
      {
        'process.name': 'sshd(pam_unix)',
        'user.name': 'root',
        'source.address': 'host.example.net',
        'source.ip': undefined,
        'event.outcome': 'failure',
      },
      'sshd(pam_unix)[19939]',
    ),
    auth(
      '  ubuntu : TTY=pts/0 ; PWD=/home/ubuntu ; USER=root ; COMMAND=/bin/cat /var/log/a ; b',
      {
        message:
          'ubuntu : TTY=pts/0 ; PWD=/home/ubuntu ; USER=root ; COMMAND=/bin/cat /var/log/a ; b',
        'user.name': 'ubuntu',
        'user.effective.name': 'root',
        'process.working_directory': '/home/ubuntu',
        'process.command_line': '/bin/cat /var/log/a ; b',
      },
      'sudo',
    ),
  ];
}

function webLines(): SampleLine[] {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) "quoted';
  return [
    {
      file: 'nginx/access.log',
      line: '203.0.113.9 - alice [17/May/2026:10:05:03 +0200] "GET /cart?id=7 HTTP/1.1" 500 1024 "https://shop.example/" "curl/8.5.0"',
      kind: 'access',
      time: '2026-05-17T08:05:03.000Z',
      fields: {
        'source.ip': '203.0.113.9',
        'user.name': 'alice',
        'http.request.method': 'GET',
        'url.original': '/cart?id=7',
        'http.version': '1.1',
        'http.response.status_code': 500,
        'http.response.body.bytes': 1024,
        'http.request.referrer': 'https://shop.example/',
        'user_agent.original': 'curl/8.5.0',
        'service.name': 'nginx',
        'event.dataset': 'nginx.access',
      },
    },
    {
      file: 'nginx/access.log',
      line: '203.0.113.9 - - [17/May/2026:10:05:04 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"',
      kind: 'access',
      time: '2026-05-17T10:05:04.000Z',
      fields: {
        'http.request.method': undefined,
        'http.response.status_code': 400,
        'http.request.referrer': undefined,
        'user_agent.original': undefined,
        'user.name': undefined,
      },
    },
    {
      file: 'nginx/error.log',
      line: '2026/05/17 10:05:03 [error] 123#124: *45 open() "/srv/x" failed (2: No such file or directory), client: 203.0.113.9, server: shop, request: "GET /x HTTP/1.1"',
      kind: 'nginx_error',
      time: '2026-05-17T10:05:03.000Z',
      fields: {
        'log.level': 'error',
        'process.pid': 123,
        'process.thread.id': 124,
        'source.ip': '203.0.113.9',
        'event.dataset': 'nginx.error',
      },
    },
    {
      file: 'apache2/access.log',
      line: `shop.example:443 198.51.100.4 - - [01/Jan/2026:00:00:00 +0000] "POST /login HTTP/2.0" 302 - "-" "${agent}`,
      kind: 'access',
      time: '2026-01-01T00:00:00.000Z',
      fields: {
        'url.domain': 'shop.example:443',
        'source.ip': '198.51.100.4',
        'http.response.body.bytes': undefined,
        'event.dataset': 'apache.access',
        'service.name': 'apache',
      },
    },
    {
      file: 'apache2/access.log',
      line: 'host.example.net - - [01/Jan/2026:00:00:01 +0000] "GET / HTTP/1.0" 200 12',
      kind: 'access',
      time: '2026-01-01T00:00:01.000Z',
      fields: { 'source.address': 'host.example.net', 'source.ip': undefined },
    },
    {
      file: 'apache2/error.log',
      line: '[Fri Sep 11 10:42:29.902022 2026] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187:5432] File does not exist: /usr/local/favicon.ico',
      kind: 'apache_error',
      time: '2026-09-11T10:42:29.902Z',
      fields: {
        message: 'File does not exist: /usr/local/favicon.ico',
        'log.level': 'error',
        'process.pid': 35708,
        'source.ip': '72.15.99.187',
        'source.port': 5432,
        'event.dataset': 'apache.error',
      },
    },
    {
      file: 'apache2/error.log',
      line: '[Sun Dec  4 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties',
      kind: 'apache_error',
      time: '2005-12-04T04:47:44.000Z',
      fields: { 'log.level': 'notice', 'source.address': undefined },
    },
  ];
}

function applicationLines(): SampleLine[] {
  const trace =
    '\n\tat com.shop.Orders.pay(Orders.java:12)\nCaused by: java.io.IOException: closed';
  return [
    {
      file: 'apps/shop.log',
      line: '2026-07-25 10:00:01 INFO order 4711 paid',
      kind: 'application',
      time: '2026-07-25T10:00:01.000Z',
      fields: { message: 'order 4711 paid', 'log.level': 'info', 'event.dataset': 'app.plain' },
    },
    {
      file: 'apps/shop.log',
      line: `2026-07-25 10:00:02,345 [http-8] ERROR com.shop.Orders - payment failed${trace}`,
      kind: 'application',
      time: '2026-07-25T10:00:02.345Z',
      fields: {
        message: `payment failed${trace}`,
        'log.level': 'error',
        'log.logger': 'com.shop.Orders',
        'process.thread.name': 'http-8',
      },
    },
    {
      file: 'apps/shop.log',
      line: '2026-07-25T10:00:03.123Z WARN  [main] cache: 80 % full',
      kind: 'application',
      time: '2026-07-25T10:00:03.123Z',
      fields: {
        message: 'cache: 80 % full',
        'log.level': 'warn',
        'process.thread.name': 'main',
        'host.hostname': undefined,
      },
    },
    {
      file: 'apps/shop.log',
      line: '[2026-07-25 10:00:04] production.ERROR: no such customer',
      kind: 'application',
      time: '2026-07-25T10:00:04.000Z',
      fields: {
        message: 'no such customer',
        'log.level': 'error',
        'log.logger': 'production',
      },
    },
    {
      file: 'apps/shop.log',
      line: '2026/07/25 10:00:05 listening on :8080',
      kind: 'application',
      time: '2026-07-25T10:00:05.000Z',
      fields: { message: 'listening on :8080', 'log.level': undefined },
    },
  ];
}

function jsonLines(): SampleLine[] {
  const file = 'apps/orders.log';
  return [
    {
      file,
      line: '{"timestamp":"2026-07-25T10:00:01.500Z","level":"ERROR","message":"payment failed","service":"orders","trace_id":"4bf92f35","amount":12.5}',
      kind: 'json',
      time: '2026-07-25T10:00:01.500Z',
      fields: {
        message: 'payment failed',
        'log.level': 'error',
        'service.name': 'orders',
        'trace.id': '4bf92f35',
        'app.amount': 12.5,
        'event.original': undefined,
        'event.dataset': 'app.json',
      },
    },
    {
      file,
      line: '{"level":50,"time":1784973602250,"pid":7,"hostname":"shop-1","msg":"no stock"}',
      kind: 'json',
      time: '2026-07-25T10:00:02.250Z',
      fields: { message: 'no stock', 'log.level': 'error', 'app.hostname': 'shop-1' },
    },
    {
      file,
      line: '{"@timestamp":"2026-07-25T10:00:03Z","log.level":"WARN","message":"slow","log":{"logger":"db"},"ecs.version":"1.6.0"}',
      kind: 'json',
      time: '2026-07-25T10:00:03.000Z',
      fields: { message: 'slow', 'log.level': 'warn', 'log.logger': 'db' },
    },
    {
      file,
      line: '{"ts":1784973604.75,"lvl":"info","event":"started","parts":["a",{"b":1}]}',
      kind: 'json',
      time: '2026-07-25T10:00:04.750Z',
      fields: { message: 'started', 'log.level': 'info' },
    },
  ];
}

function strangeLines(): SampleLine[] {
  const file = 'apps/strange.log';
  const unread = (line: string): SampleLine => ({
    file,
    line,
    kind: null,
    time: null,
    fields: { message: line, 'event.original': line },
  });
  return [
    unread('E1127 something without any time'),
    unread('{"broken": "json'),
    unread('%{message} ${HOME} "quotes" \\x00 ünïcödé 日本'),
    {
      ...unread('2026-13-45 10:00:01 INFO a day that does not exist'),
      kind: 'application',
      fields: {
        message: 'a day that does not exist',
        'event.original': '2026-13-45 10:00:01 INFO a day that does not exist',
        'log.level': 'info',
      },
    },
  ];
}
