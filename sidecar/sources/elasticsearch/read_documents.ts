import type { Client } from '@elastic/elasticsearch';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

const PAGE_SIZE = 1_000;

/** Documents by `index/id`; those that are gone are left out. */
export async function readDocuments(
  client: Client,
  refs: readonly { index: string; id: string }[],
  fields: readonly string[],
  retry: RetryOptions,
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  for (let start = 0; start < refs.length; start += PAGE_SIZE) {
    const docs = refs.slice(start, start + PAGE_SIZE).map(({ index, id }) => ({
      _index: index,
      _id: id,
      _source: [...fields],
    }));
    const answer = await withRetry(() => client.mget<Record<string, unknown>>({ docs }), retry);
    for (const doc of answer.docs)
      if ('found' in doc && doc.found && doc._source)
        found.set(`${doc._index}/${doc._id}`, doc._source);
  }
  return found;
}
