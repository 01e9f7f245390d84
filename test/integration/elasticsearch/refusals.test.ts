import { withoutContent } from '../../../sidecar/elasticsearch/errors';
import { runBulk, type BulkOperation } from '../../../sidecar/sinks/elasticsearch/bulk';
import { useElasticsearch } from '../helpers/elasticsearch';

const MARK = "marked 'content' [of] a line";
const elasticsearch = useElasticsearch();

elasticsearch.describe('reasons for which Elasticsearch refuses documents', () => {
  const { client, prefix } = elasticsearch;

  it.each(['date', 'long', 'float', 'ip', 'boolean'] as const)(
    'should quote nothing of what stands in a field of type %s',
    async (type) => {
      const index = `${prefix}${type}`;
      await client.indices.create({ index, mappings: { properties: { field: { type } } } });
      const operations = ['1', '2'].map((id): BulkOperation => {
        return { kind: 'index', index, id, document: { field: MARK } };
      });
      const { failures } = await runBulk(client, operations, { retry: { giveUpAfterMs: 5_000 } });
      const reasons = failures.map(({ reason }) => reason);
      expect(reasons[0]).toContain(`failed to parse field [field] of type [${type}]`);
      expect(reasons.join()).not.toContain('content');
      // The same for every document, so that reasons can be counted.
      expect(reasons[1]).toBe(reasons[0]);
    },
  );

  it('should quote nothing of the document where a number stands for a boolean', async () => {
    const index = `${prefix}number`;
    await client.indices.create({
      index,
      mappings: { properties: { field: { type: 'boolean' } } },
    });
    const document = { message: MARK, field: 7 };
    const { failures } = await runBulk(client, [{ kind: 'index', index, id: '1', document }], {
      retry: { giveUpAfterMs: 5_000 },
    });
    expect(failures[0].reason).toContain('failed to parse field [field] of type [boolean]');
    expect(failures[0].reason).not.toContain('content');
  });

  it('should quote no term that is too long', async () => {
    const index = `${prefix}long-term`;
    await client.indices.create({
      index,
      mappings: { properties: { field: { type: 'keyword' } } },
    });
    const document = { field: MARK.repeat(5_000) };
    const { failures } = await runBulk(client, [{ kind: 'index', index, id: '1', document }], {
      retry: { giveUpAfterMs: 5_000 },
    });
    expect(failures[0].reason).toContain('immense term in field="field"');
    // As text, or as the numbers of its bytes.
    expect(failures[0].reason).not.toMatch(/content|109, 97, 114/);
  });
});

describe('withoutContent', () => {
  it('should leave other reasons as they are', () => {
    const reason = 'index [server-logs-2026.01.05] blocked by: [FORBIDDEN/8/index write (api)];';
    expect(withoutContent(reason)).toBe(reason);
  });
});
