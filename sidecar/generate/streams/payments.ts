import type { Chooser } from '../chooser';
import { plainTime } from '../timestamps';
import type { LogStream, PlannedLine } from '../types';
import { busyGapMs } from '../world';

function write(atMs: number, level: string, thread: number, logger: string, text: string) {
  return {
    atMs,
    message: `${plainTime(atMs, ',')} ${level.padEnd(5)} [worker-${thread}] ${logger} - ${text}`,
  };
}

interface Payment {
  thread: number;
  number: number;
  cents: number;
}

function payment(choose: Chooser): Payment {
  return {
    thread: choose.integer(1, 12),
    number: choose.integer(100_000, 999_999),
    cents: Math.round(choose.logNormal(6000, 0.7)),
  };
}

function ordinary(atMs: number, choose: Chooser, { thread, number, cents }: Payment) {
  const amount = `${(cents / 100).toFixed(2)} EUR`;
  const authoriseMs = choose.logNormal(130, 0.4);
  const lines: PlannedLine[] = [
    write(
      atMs,
      'INFO',
      thread,
      'c.s.p.PaymentService',
      `Authorising ${amount} for order ${number}`,
    ),
    write(
      atMs + authoriseMs,
      'INFO',
      thread,
      'c.s.p.GatewayClient',
      `Gateway answered 200 in ${Math.round(authoriseMs)} ms for order ${number}`,
    ),
    write(
      atMs + authoriseMs + 30,
      'INFO',
      thread,
      'c.s.p.Ledger',
      `Booked ${amount} on account ${choose.integer(1000, 1020)}`,
    ),
  ];
  if (choose.chance(0.02)) {
    lines.push(
      write(
        atMs + authoriseMs + 45,
        'WARN',
        thread,
        'c.s.p.GatewayClient',
        `Slow answer, retry budget at ${choose.integer(60, 95)} %`,
      ),
    );
  }
  if (choose.chance(0.004)) {
    lines.push(
      write(
        atMs + authoriseMs + 60,
        'ERROR',
        thread,
        'c.s.p.Ledger',
        `Could not book order ${number}: lock timeout after 5000 ms`,
      ),
    );
  }
  return lines;
}

/** A payment service that logs plain lines, as Java services do. */
export function paymentsStream(host: string, paymentsPerHour: number): LogStream {
  return {
    host,
    service: 'payments',
    format: 'plain',
    gapMs: (atMs, choose) => busyGapMs(paymentsPerHour, atMs, choose),
    work: (atMs, choose) => ordinary(atMs, choose, payment(choose)),
    injectors: {
      new_pattern: (atMs, choose) => [
        write(
          atMs,
          'FATAL',
          choose.integer(1, 12),
          'c.s.p.KeyStore',
          'Signing key expired, payments are refused',
        ),
      ],
      rare_value: (atMs, choose) =>
        ordinary(atMs, choose, { ...payment(choose), cents: 98_765_432 }).slice(0, 1),
      burst: (atMs, choose, size) => {
        const again = payment(choose);
        return Array.from(
          { length: size },
          (_, i) => ordinary(atMs + i * choose.integer(20, 80), choose, again)[0],
        );
      },
      wrong_order: (atMs, choose) => {
        const [authorising, answered, booked] = ordinary(atMs, choose, payment(choose));
        return [booked, answered, authorising].map(({ message }, i) => {
          const at = atMs + i * 90;
          return { atMs: at, message: plainTime(at, ',') + message.slice(23) };
        });
      },
      error_storm: (atMs, choose, size) =>
        Array.from({ length: size }, (_, i) => {
          const { thread, number } = payment(choose);
          return write(
            atMs + i * choose.integer(80, 600),
            'ERROR',
            thread,
            'c.s.p.Ledger',
            `Could not book order ${number}: lock timeout after 5000 ms`,
          );
        }),
      slow_numbers: (atMs, choose) =>
        Array.from({ length: 4 }, (_, i) => {
          const { thread, number } = payment(choose);
          const slowMs = Math.round(choose.logNormal(31_000, 0.2));
          return write(
            atMs + i * 2000,
            'INFO',
            thread,
            'c.s.p.GatewayClient',
            `Gateway answered 200 in ${slowMs} ms for order ${number}`,
          );
        }),
    },
  };
}
