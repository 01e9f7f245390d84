import type { Client } from '@elastic/elasticsearch';
import { addDocuments, logDocuments } from '../../integration/helpers/sidecar';

const LINES = 2_400;
const MINUTE_MS = 60_000;

/** Lines as nothing else in the logs: any model must find them strange. */
export const STRANGE_MESSAGES = [
  'kernel: Out of memory: Killed process 4711 (java) total-vm:8123456kB',
  'FATAL: could not open relation mapping file "global/pg_filenode.map": No space left on device',
];

const STRANGE_HOST = 'db-1';

/** Two days of ssh log lines of web-1, and a few strange ones of db-1 a quarter of an hour ago. */
export async function addLogs(client: Client, nowMs = Date.now()): Promise<number> {
  const stepMs = (48 * 60 * MINUTE_MS) / LINES;
  const documents = [
    ...logDocuments(LINES, nowMs - LINES * stepMs, stepMs),
    ...STRANGE_MESSAGES.map((message, i) => ({
      '@timestamp': new Date(nowMs - 15 * MINUTE_MS + i * 1_000).toISOString(),
      message,
      host: { name: STRANGE_HOST },
      process: { name: 'postgres' },
    })),
  ];
  await addDocuments(client, 'server-logs-test', documents);
  return documents.length;
}
