import { fractionMs } from '../date_parts';
import type { LineFormat } from '../line_format';
import { addressInSyslog } from './syslog_address';

/** ms since 1970 of seconds' ten digits, with three more that are milliseconds, or a fraction's digits. */
export function timeOfEpoch(seconds: string, ms: string | undefined, fraction?: string): number {
  return Number(seconds) * 1_000 + (ms ? Number(ms) : fractionMs(fraction));
}

/** Seconds or milliseconds since 1970 in one of the first eight columns, but no cluster's line: 2001 to 2033. */
const EPOCH = /^(?:\S{1,64} ){0,7}?(1\d{9})(\d{3})?(?:\.(\d{1,9}))?(?= )(?! \d{4}\.\d\d\.\d\d )/;
export const epoch: LineFormat = {
  name: 'epoch',
  read(line) {
    const m = EPOCH.exec(line);
    return m && { timestampMs: timeOfEpoch(m[1], m[2], m[3]), end: m[0].length };
  },
};

/**
 * Supercomputers: time, date and node, behind an alert category where the line is labelled, as in BGL's
 * `1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.675872 R02-M1-N0 RAS KERNEL INFO …`, and syslog behind them in
 * Thunderbird's `- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: …`.
 */
const CLUSTER =
  /^(?:\S{1,64} )?(1\d{9}) \d{4}\.\d\d\.\d\d (\S{1,255}) (?:([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d) \S{1,255} ([^\s:[(]{1,255})?)?/;
export const cluster: LineFormat = {
  name: 'cluster',
  read(line) {
    const m = CLUSTER.exec(line);
    return (
      m && {
        timestampMs: timeOfEpoch(m[1], undefined),
        end: m[0].length,
        host: m[2] === 'NULL' ? undefined : m[2],
        service: m[4],
        sourceIp: m[3] ? addressInSyslog(line) : undefined,
      }
    );
  },
};
