import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

const INDEX = STATE_INDICES.checkpoints;

/** How far windows and sessions of a pattern were judged. */
export interface UnitPosition {
  /** The model that judged them. */
  model: string;
  /** Windows that end by then, and sessions that ended by then, are judged and written. */
  doneMs: number;
  /** Where reading has to begin so that no open unit lacks its first lines. */
  resumeFromMs: number;
}

const idOf = (pattern: string) => `units:${pattern}`;

/** @returns null where none were judged yet */
export async function loadUnitPosition(
  client: Client,
  pattern: string,
  retry: RetryOptions,
): Promise<UnitPosition | null> {
  const answer = await withRetry(
    () =>
      client.get<{ position: UnitPosition }>(
        { index: INDEX, id: idOf(pattern) },
        { ignore: [404] },
      ),
    retry,
  );
  return answer.found ? (answer._source?.position ?? null) : null;
}

export async function saveUnitPosition(
  client: Client,
  pattern: string,
  position: UnitPosition,
  retry: RetryOptions,
): Promise<void> {
  const document = { key: idOf(pattern), updated_at: new Date().toISOString(), position };
  await withRetry(() => client.index({ index: INDEX, id: idOf(pattern), document }), retry);
}
