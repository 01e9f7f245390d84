// @ts-check

const CONFLICT = 409;

/**
 * Writes documents that are not there yet.
 *
 * @param {import('@elastic/elasticsearch').Client} client
 * @param {import('./documents.mjs').SampleDocument[]} documents
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<number>} how many were written; the others were there already
 * @throws {Error} if Elasticsearch refuses one for another reason
 */
export async function writeDocuments(client, documents, { signal } = {}) {
  if (documents.length === 0) return 0;
  const answer = await client.bulk(
    {
      operations: documents.flatMap(({ id, index, document }) => [
        { create: { _id: id, _index: index } },
        document,
      ]),
    },
    { signal },
  );
  let written = 0;
  for (const { create } of answer.items) {
    if (create?.error && create.status !== CONFLICT) {
      throw new Error(
        `Elasticsearch refused the sample line ${create._id} in ${create._index}: ${create.error.reason}`,
      );
    }
    if (!create?.error) written += 1;
  }
  return written;
}
