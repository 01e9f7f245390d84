import path from 'node:path';
import { readLines } from './bench_row';

export const ACCESS_LOG = path.join(__dirname, '../dev/samples/apache_access.log.gz');

/** Access lines as Logstash writes them, over a day. */
export function accessDocuments(count: number, startMs: number) {
  const lines = readLines(ACCESS_LOG);
  return Array.from({ length: count }, (_, i) => ({
    '@timestamp': new Date(startMs + i * (86_400_000 / count)).toISOString(),
    message: lines[i % lines.length],
    event: { original: lines[i % lines.length] },
    host: { name: `web-${i % 3}` },
    log: { file: { path: '/var/log/apache2/access.log' } },
    service: { name: 'apache' },
  }));
}
