import type { Chooser } from '../chooser';
import type { LogStream, PlannedLine } from '../types';
import { busyGapMs } from '../world';

const COUNTRIES = ['DE', 'FR', 'NL', 'AT', 'PL', 'IT'];

type Fields = Record<string, string | number>;

function write(atMs: number, level: string, message: string, fields: Fields): PlannedLine {
  const line = {
    '@timestamp': new Date(atMs).toISOString(),
    'log.level': level,
    logger: 'orders',
    message,
    ...fields,
  };
  return { atMs, message: JSON.stringify(line) };
}

/** What happens to one order, step by step. */
function steps(choose: Chooser): Array<[string, Fields]> {
  const order = { order_id: `o-${choose.hex(8)}`, trace_id: choose.hex(16) };
  const amount = Number(choose.logNormal(60, 0.7).toFixed(2));
  return [
    ['order received', { ...order, country: choose.popular(COUNTRIES), amount }],
    ['stock reserved', { ...order, items: choose.integer(1, 6), duration_ms: ms(choose, 12) }],
    ['payment authorised', { ...order, amount, duration_ms: ms(choose, 140) }],
    ['payment captured', { ...order, amount, duration_ms: ms(choose, 90) }],
    ['order shipped', { ...order, carrier: choose.popular(['dhl', 'ups', 'gls']) }],
  ];
}

function ms(choose: Chooser, median: number): number {
  return Math.round(choose.logNormal(median, 0.4));
}

function inTurn(atMs: number, choose: Chooser, order: Array<[string, Fields]>): PlannedLine[] {
  let at = atMs;
  return order.map(([message, fields]) => {
    const line = write(at, 'info', message, fields);
    at += choose.integer(150, 1800);
    return line;
  });
}

/** A shop's order service that logs JSON, five steps an order with a trace id. */
export function ordersStream(host: string, ordersPerHour: number): LogStream {
  return {
    host,
    service: 'orders',
    format: 'json',
    gapMs: (atMs, choose) => busyGapMs(ordersPerHour, atMs, choose),
    work: (atMs, choose) => {
      const order = steps(choose);
      if (!choose.chance(0.01)) return inTurn(atMs, choose, order);
      const { order_id, trace_id } = order[0][1];
      return [
        ...inTurn(atMs, choose, order.slice(0, 2)),
        write(atMs + 6000, 'error', 'payment gateway timeout', { order_id, trace_id, attempt: 1 }),
      ];
    },
    injectors: {
      new_pattern: (atMs) => [
        write(atMs, 'error', 'circuit breaker opened', { target: 'payments', failures: 20 }),
      ],
      rare_value: (atMs, choose) => [
        write(atMs, 'info', 'order received', {
          ...steps(choose)[0][1],
          country: 'XX',
          amount: 98_500,
        }),
      ],
      wrong_order: (atMs, choose) => {
        const [received, reserved, , captured, shipped] = steps(choose);
        return inTurn(atMs, choose, [received, shipped, captured, reserved]);
      },
      error_storm: (atMs, choose, size) =>
        Array.from({ length: size }, (_, i) =>
          write(atMs + i * choose.integer(100, 700), 'error', 'payment gateway timeout', {
            order_id: `o-${choose.hex(8)}`,
            trace_id: choose.hex(16),
            attempt: choose.integer(1, 3),
          }),
        ),
      slow_numbers: (atMs, choose) => {
        const [received, reserved, authorised, captured, shipped] = steps(choose);
        authorised[1].duration_ms = ms(choose, 25_000);
        captured[1].duration_ms = ms(choose, 19_000);
        const [, , ...slow] = inTurn(atMs, choose, [
          received,
          reserved,
          authorised,
          captured,
          shipped,
        ]);
        return slow.slice(0, 2);
      },
    },
  };
}
