import type { Chooser } from '../chooser';
import { plainTime } from '../timestamps';
import type { LogStream, PlannedLine } from '../types';
import { busyGapMs } from '../world';

const STATEMENTS: ReadonlyArray<(choose: Chooser) => string> = [
  (choose) => `SELECT * FROM products WHERE id = ${choose.integer(1000, 1400)}`,
  (choose) => `UPDATE stock SET left = left - 1 WHERE product_id = ${choose.integer(1000, 1400)}`,
  (choose) =>
    `INSERT INTO orders (id, total) VALUES ('o-${choose.hex(8)}', ${choose.integer(5, 900)})`,
  (choose) => `SELECT count(*) FROM sessions WHERE user_id = ${choose.integer(1, 90_000)}`,
];

function write(atMs: number, pid: number, who: string, text: string): PlannedLine {
  return { atMs, message: `${plainTime(atMs, '.')} UTC [${pid}] ${who}${text}` };
}

function query(atMs: number, choose: Chooser, medianMs: number): PlannedLine {
  const durationMs = choose.logNormal(medianMs, 0.6).toFixed(3);
  return write(
    atMs,
    choose.integer(400, 460),
    'app@shop ',
    `LOG:  duration: ${durationMs} ms  statement: ${choose.popular(STATEMENTS)(choose)}`,
  );
}

function deadlock(atMs: number, choose: Chooser): PlannedLine {
  return write(atMs, choose.integer(400, 460), 'app@shop ', 'ERROR:  deadlock detected');
}

/** A database server's log: statements with their durations, checkpoints now and then. */
export function postgresStream(host: string, statementsPerHour: number): LogStream {
  return {
    host,
    service: 'postgres',
    format: 'postgres',
    gapMs: (atMs, choose) => busyGapMs(statementsPerHour, atMs, choose),
    work: (atMs, choose) => {
      if (choose.chance(0.001)) return [deadlock(atMs, choose)];
      if (choose.chance(0.01)) {
        const buffers = choose.integer(20, 400);
        return [
          write(atMs, 88, '', 'LOG:  checkpoint starting: time'),
          write(
            atMs + 4000,
            88,
            '',
            `LOG:  checkpoint complete: wrote ${buffers} buffers (${(buffers / 160).toFixed(1)}%); 0 WAL file(s) added`,
          ),
        ];
      }
      return [query(atMs, choose, 3)];
    },
    injectors: {
      new_pattern: (atMs) => [
        write(
          atMs,
          88,
          '',
          'PANIC:  could not write to file "pg_wal/xlogtemp.88": No space left on device',
        ),
      ],
      rare_value: (atMs, choose) => [
        write(
          atMs,
          choose.integer(400, 460),
          'root@shop ',
          `LOG:  duration: 2.114 ms  statement: SELECT * FROM payment_cards WHERE id = 1`,
        ),
      ],
      burst: (atMs, choose, size) =>
        Array.from({ length: size }, (_, i) => query(atMs + i * choose.integer(5, 30), choose, 3)),
      error_storm: (atMs, choose, size) =>
        Array.from({ length: size }, (_, i) =>
          deadlock(atMs + i * choose.integer(90, 500), choose),
        ),
      slow_numbers: (atMs, choose) =>
        Array.from({ length: 5 }, (_, i) => query(atMs + i * 1200, choose, 14_000)),
    },
  };
}
