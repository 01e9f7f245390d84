// @ts-check

/**
 * @typedef {object} SampleLine
 * @property {string} id the same on every load, unique among all samples
 * @property {number} originalMs when it was written, epoch milliseconds
 * @property {(atMs: number) => Record<string, unknown>} toDocument the document that Logstash would
 *   write (ECS v8 field names) had the line been written at another time
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// The file was cut in one line's user agent, hence no quote at the end is fine.
const APACHE =
  /^(\S+) \S+ (\S+) \[(\d{2}\/\w{3}\/\d{4}:\d{2}:\d{2}:\d{2}) \+0000\] "(\S+) (\S+)(?: HTTP\/([\d.]+))?" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"?$/;
const SYSLOG = /^(\w{3} [ \d]\d \d{2}:\d{2}:\d{2}) (\S+) ([^[:]+)(?:\[(\d+)\])?: (.*)$/;

/**
 * @param {string} raw a line of an Apache access log in combined format, in UTC
 * @param {number} number its 1-based number in the file
 * @returns {SampleLine}
 */
export function parseApacheLine(raw, number) {
  const match = APACHE.exec(raw);
  if (!match) throw new Error(`apache_access.log line ${number}: not in combined format: ${raw}`);
  const [, address, user, time, method, url, version, status, bytes, referrer, agent] = match;
  return {
    id: `sample-apache-${String(number).padStart(5, '0')}`,
    originalMs: parseApacheTime(time),
    toDocument: (atMs) => {
      const timestamp = `${formatApacheTime(atMs)} +0000`;
      const original = raw.replace(`${time} +0000`, timestamp);
      return {
        '@timestamp': new Date(atMs).toISOString(),
        '@version': '1',
        timestamp,
        message: original,
        event: { original },
        host: { name: 'web-1' },
        service: { name: 'apache' },
        log: { file: { path: '/var/log/apache2/access.log' } },
        source: { address },
        ...(user !== '-' && { user: { name: user } }),
        http: {
          version,
          request: { method, ...(referrer !== '-' && { referrer }) },
          response: {
            status_code: Number(status),
            ...(bytes !== '-' && { body: { bytes: Number(bytes) } }),
          },
        },
        url: { original: url },
        ...(agent !== '-' && { user_agent: { original: agent } }),
        tags: ['sample'],
      };
    },
  };
}

/**
 * A parser of the lines of one syslog file, to be given them in order: syslog writes no year, so a
 * month that is earlier than the one before begins the next.
 *
 * @param {number} startYear
 * @returns {(raw: string, number: number) => SampleLine}
 */
export function createSyslogParser(startYear) {
  let year = startYear;
  let previousMonth = 0;
  return (raw, number) => {
    const match = SYSLOG.exec(raw);
    if (!match) throw new Error(`auth.log line ${number}: not in syslog format: ${raw}`);
    const [, time, hostname, process, pid, message] = match;
    const month = MONTHS.indexOf(time.slice(0, 3));
    if (month < previousMonth) year += 1;
    previousMonth = month;
    return {
      id: `sample-auth-${String(number).padStart(5, '0')}`,
      originalMs: Date.parse(
        `${year}-${pad(month + 1)}-${pad(Number(time.slice(4, 6)))}T${time.slice(7)}Z`,
      ),
      toDocument: (atMs) => {
        const timestamp = formatSyslogTime(atMs);
        return {
          '@timestamp': new Date(atMs).toISOString(),
          '@version': '1',
          timestamp,
          message,
          event: { original: timestamp + raw.slice(time.length) },
          host: { name: hostname, hostname },
          service: { name: process },
          process: { name: process, ...(pid !== undefined && { pid: Number(pid) }) },
          log: { file: { path: '/var/log/auth.log' } },
          tags: ['sample'],
        };
      },
    };
  };
}

/** @param {string} time 17/May/2015:10:05:03, in UTC */
function parseApacheTime(time) {
  const [day, month, year] = time.slice(0, 11).split('/');
  return Date.parse(`${year}-${pad(MONTHS.indexOf(month) + 1)}-${day}T${time.slice(12)}Z`);
}

/** @param {number} atMs */
function formatApacheTime(atMs) {
  const date = new Date(atMs);
  const month = MONTHS[date.getUTCMonth()];
  return `${pad(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${clockTime(date)}`;
}

/** @param {number} atMs */
function formatSyslogTime(atMs) {
  const date = new Date(atMs);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[date.getUTCMonth()]} ${day} ${clockTime(date)}`;
}

/** @param {Date} date */
function clockTime(date) {
  return date.toISOString().slice(11, 19);
}

/** @param {number} value */
function pad(value) {
  return String(value).padStart(2, '0');
}
