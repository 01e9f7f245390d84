import type { LogFormat, LogStream } from '../types';
import { cronStream } from './cron';
import { nginxStream } from './nginx';
import { ordersStream } from './orders';
import { paymentsStream } from './payments';
import { postgresStream } from './postgres';
import { sshdStream } from './sshd';

/** A small shop: two web servers, two application servers, a database, each with its services. */
export function shopStreams(formats: readonly LogFormat[]): LogStream[] {
  const all = [
    nginxStream('web-01', 1400),
    nginxStream('web-02', 900),
    sshdStream('web-01', 25),
    sshdStream('db-01', 12),
    ordersStream('app-01', 90),
    ordersStream('app-02', 60),
    paymentsStream('app-01', 110),
    paymentsStream('app-02', 80),
    postgresStream('db-01', 700),
    cronStream('web-01'),
    cronStream('app-01'),
    cronStream('db-01'),
  ];
  return all.filter((stream) => formats.includes(stream.format));
}
