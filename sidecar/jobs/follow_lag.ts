import { withRetry } from '../elasticsearch/retry';
import { type JobEnvironment } from './environment';
import { timeField } from '../field_mapping';

/** Time of the newest line in the logs, those in the future left aside; −Infinity where none has one. */
export async function newestTimeMs(
  env: Pick<JobEnvironment, 'client' | 'config' | 'reading'>,
  pattern: string,
): Promise<number> {
  const field = timeField(env.config);
  const answer = await withRetry(
    () =>
      env.client.search<unknown, { newest: { value: number | null } }>({
        index: pattern,
        ignore_unavailable: true,
        size: 0,
        track_total_hits: false,
        query: { range: { [field]: { lte: Date.now(), format: 'epoch_millis' } } },
        aggs: { newest: { max: { field } } },
      }),
    env.reading,
  );
  return answer.aggregations?.newest.value ?? -Infinity;
}
