import { normalLines } from '../../../sidecar/sources/elasticsearch/normal_lines';
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();

elasticsearch.describe('the lines that a user declares to be normal', () => {
  const { client, prefix } = elasticsearch;
  const index = `${prefix}lines`;

  beforeAll(async () => {
    await client.indices.create({
      index,
      mappings: { properties: { message: { type: 'text' }, path: { type: 'keyword' } } },
    });
    const operations = ['/var/log/auth.log', 'anything'].flatMap((path) => [
      { index: { _index: index } },
      { message: 'accepted password', path },
    ]);
    await client.bulk({ operations, refresh: true });
  });

  const found = async (filter: string) => {
    const { hits } = await client.search<{ path: string }>({ index, query: normalLines(filter) });
    return hits.hits.map(({ _source }) => _source?.path);
  };

  it('should take slashes for what they look like', async () => {
    expect(await found('path:/var/log/auth.log')).toEqual(['/var/log/auth.log']);
    expect(await found('path:"/var/log/auth.log"')).toEqual(['/var/log/auth.log']);
    expect(await found(String.raw`path:\/var\/log\/auth.log`)).toEqual(['/var/log/auth.log']);
    expect(await found('path:/var/log/*')).toEqual(['/var/log/auth.log']);
  });

  it('should know no regular expression', async () => {
    expect(await found('path:/any.*/')).toEqual([]);
    expect(await found('/acc.*ed/')).toEqual([]);
    expect(await found('path:any*')).toEqual(['anything']);
  });
});
