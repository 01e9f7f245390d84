import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAnomalies } from '../../unit/sidecar/cli/run_cli';
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();

elasticsearch.describe('anomalies ingest', () => {
  const { client, url } = elasticsearch;
  const indexPrefix = `${elasticsearch.prefix}ingest`;
  let cwd: string;

  beforeAll(async () => {
    cwd = mkdtempSync(path.join(tmpdir(), 'cli-ingest-'));
    const argv = ['generate', '--lines', '3000', '-o', 'made.log'];
    expect((await runAnomalies(argv, { cwd })).status).toBe(0);
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const ingest = (argv: string[], stdin?: string) =>
    runAnomalies(['ingest', ...argv, '--index-prefix', indexPrefix], {
      cwd,
      stdin,
      env: { ELASTICSEARCH_URL: url },
    });

  it('should write every line once, however often it is run', async () => {
    const first = await ingest(['made.log', '--json']);
    expect(first.stderr).toContain('Wrote 3,000 lines');
    expect(first.status).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ lines: 3000, indexed: 3000, existing: 0 });
    const again = await ingest(['made.log', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ lines: 3000, indexed: 0, existing: 3000 });
    await client.indices.refresh({ index: `${indexPrefix}-*` });
    expect((await client.count({ index: `${indexPrefix}-*` })).count).toBe(3000);
  }, 60_000);

  it('should write ECS fields to the index of the day of the line', async () => {
    const line = '2025-11-03 09:03:07,412 ERROR [worker-4] c.s.p.Ledger - Could not book';
    const run = await ingest(['-', '--json'], `${line}\n    at c.s.p.Ledger.book(Ledger.java:7)\n`);
    expect(JSON.parse(run.stdout)).toMatchObject({ indexed: 2, untimed: 1 });
    const index = `${indexPrefix}-2025.11.03`;
    await client.indices.refresh({ index });
    const { hits } = await client.search({ index, sort: ['_doc'] });
    expect(hits.hits.map((hit) => hit._source)).toEqual([
      {
        '@timestamp': '2025-11-03T09:03:07.412Z',
        message: line,
        event: { original: line },
        host: { name: expect.any(String) },
        service: { name: 'stdin' },
        log: { level: 'error', file: { path: 'stdin' } },
      },
      expect.objectContaining({
        '@timestamp': '2025-11-03T09:03:07.412Z',
        message: '    at c.s.p.Ledger.book(Ledger.java:7)',
      }),
    ]);
  });

  it('should move the times up to now with --shift-to-now', async () => {
    const startMs = Date.now();
    const run = await ingest(['made.log', '--shift-to-now', '--json']);
    const { indices } = JSON.parse(run.stdout);
    await client.indices.refresh({ index: indices });
    const answer = await client.search<unknown, { last: { value: number } }>({
      index: indices,
      size: 0,
      aggs: { last: { max: { field: '@timestamp' } } },
    });
    const last = Number(answer.aggregations?.last.value);
    expect(last).toBeGreaterThanOrEqual(startMs - 1000);
    expect(last).toBeLessThanOrEqual(Date.now());
  });

  it('should say that Elasticsearch is not there, without its password', async () => {
    writeFileSync(path.join(cwd, 'one.log'), 'a line\n');
    const run = await runAnomalies(['ingest', 'one.log'], {
      cwd,
      env: { ELASTICSEARCH_URL: 'http://someone:secret@127.0.0.1:9' },
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/does not answer.*http:\/\/127\.0\.0\.1:9/);
    expect(run.stderr).not.toContain('secret');
  });
});
