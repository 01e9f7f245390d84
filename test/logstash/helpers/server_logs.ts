import type { Client, estypes } from '@elastic/elasticsearch';
import type { LogstashProcess } from './logstash_process';

export const SERVER_LOGS = 'server-logs-*';

/** A line as it was written. */
export type LogDocument = Record<string, unknown> & {
  tags?: string[];
  event: { original?: string };
};

export const ofFile = (name: string): estypes.QueryDslQueryContainer => ({
  wildcard: { 'log.file.path': { value: `*/${name}` } },
});

export async function countLogs(
  client: Client,
  query: estypes.QueryDslQueryContainer = { match_all: {} },
): Promise<number> {
  await client.indices.refresh({ index: SERVER_LOGS });
  return (await client.count({ index: SERVER_LOGS, query })).count;
}

/** Waits until so many documents match, and answers them; it must not be more. */
export async function logsWhere(
  client: Client,
  logstash: LogstashProcess,
  query: estypes.QueryDslQueryContainer,
  expected: number,
): Promise<LogDocument[]> {
  await logstash.waitUntil(async () => (await countLogs(client, query)) >= expected);
  const found = await client.search<LogDocument>({ index: SERVER_LOGS, size: 5_000, query });
  expect(found.hits.hits).toHaveLength(expected);
  return found.hits.hits.flatMap(({ _source }) => _source ?? []);
}
