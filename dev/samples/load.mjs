// @ts-check
import { Client } from '@elastic/elasticsearch';
import { writeDocuments } from './bulk.mjs';
import { DEFAULT_INDEX_PREFIX, sampleDocuments } from './documents.mjs';
import { installIndexTemplate } from './index_template.mjs';

export { sampleDocuments } from './documents.mjs';
export { replayLive } from './replay.mjs';

const BATCH_SIZE = 1000;

/**
 * Loads the sample logs, without the part that is held back for {@link replayLive}. What an earlier
 * load has written stays as it is; what it left out when it was interrupted is added.
 *
 * @param {object} options
 * @param {string} options.elasticsearchUrl may hold user:password@
 * @param {Date} [options.now] when the logs are to end, at the first load
 * @param {string} [options.indexPrefix]
 * @param {(message: string) => void} [options.onProgress]
 * @returns {Promise<{ added: number, present: number }>} how many lines were added, and how many
 *   were there already
 */
export async function loadSamples({
  elasticsearchUrl,
  now = new Date(),
  indexPrefix = DEFAULT_INDEX_PREFIX,
  onProgress = () => {},
}) {
  const client = new Client({ node: elasticsearchUrl });
  try {
    await installIndexTemplate(client, indexPrefix);
    onProgress('Reading the sample logs');
    const { documents, complete } = await alignedDocuments(client, now, indexPrefix);
    if (complete) return { added: 0, present: documents.length };
    let added = 0;
    for (let start = 0; start < documents.length; start += BATCH_SIZE) {
      added += await writeDocuments(client, documents.slice(start, start + BATCH_SIZE));
      const done = Math.min(start + BATCH_SIZE, documents.length);
      onProgress(
        `${done.toLocaleString('en')} of ${documents.length.toLocaleString('en')} lines loaded`,
      );
    }
    await client.indices.refresh({ index: `${indexPrefix}-*` });
    return { added, present: documents.length - added };
  } finally {
    await client.close();
  }
}

/**
 * The documents with the times of the load before this one, if there was one: with others they
 * would go to the indices of other days and be there twice. `complete` if all are there already.
 *
 * @param {Client} client
 * @param {Date} now
 * @param {string} indexPrefix
 */
async function alignedDocuments(client, now, indexPrefix) {
  const documents = await sampleDocuments({ now, indexPrefix });
  const first = documents[0];
  const index = { index: `${indexPrefix}-*`, allow_no_indices: true, ignore_unavailable: true };
  const answer = await client.search({ ...index, query: { ids: { values: [first.id] } }, size: 1 });
  const earlier = /** @type {{ '@timestamp': string } | undefined} */ (
    answer.hits.hits[0]?._source
  );
  if (!earlier) return { documents, complete: false };

  const shiftMs = Date.parse(earlier['@timestamp']) - first.atMs;
  const aligned = await sampleDocuments({ now: new Date(now.getTime() + shiftMs), indexPrefix });
  // What the live replay has written is later.
  const end = String(aligned[aligned.length - 1].document['@timestamp']);
  const { count } = await client.count({
    ...index,
    query: {
      bool: { filter: [{ term: { tags: 'sample' } }, { range: { '@timestamp': { lte: end } } }] },
    },
  });
  return { documents: aligned, complete: count === aligned.length };
}
