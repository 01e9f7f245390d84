import { randomBytes } from 'node:crypto';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import type { TestKibana } from './kibana';

/** Lines of a host that nobody has seen, in a log index of their own; to be called once at the top of a test file. */
export interface StrangeLines {
  host: string;
  /** What all of them say. */
  text: string;
  /** Writes lines of now; the sidecar finds them as it follows. */
  write(count: number): Promise<void>;
  /** Whether these lines are flagged by now. */
  flagged(): Promise<number>;
  /** Removes the lines and all that was found in them. */
  remove(): Promise<void>;
}

export function strangeLines(kibana: TestKibana): StrangeLines {
  const name = `kibana-test-${randomBytes(3).toString('hex')}`;
  const index = `server-logs-${name}`;
  const ofHost = { query: { term: { 'host.name': name } } };
  return {
    host: name,
    text: 'deleted inode referenced',
    async write(count) {
      for (let i = 0; i < count; i++) {
        await kibana.elasticsearch('POST', `${index}/_doc?refresh=true`, {
          '@timestamp': new Date().toISOString(),
          message: `EXT4-fs error (device sda1): ext4_lookup:${i}: inode #${i}: comm nginx: deleted inode referenced`,
          log: { level: 'FATAL' },
          host: { name },
          service: { name: 'kernel' },
        });
      }
    },
    async flagged() {
      const path = `${ANOMALIES_INDEX_PATTERN}/_count`;
      return (await kibana.elasticsearch<{ count: number }>('POST', path, ofHost)).count;
    },
    async remove() {
      await kibana.elasticsearch('DELETE', `${index}?ignore_unavailable=true`);
      const path = 'anomalies-*/_delete_by_query?refresh=true&conflicts=proceed';
      await kibana.elasticsearch('POST', path, ofHost);
    },
  };
}
