import {
  searchRequestSchema,
  type RowPlace,
  type SearchRequestInput,
  type SearchResponse,
} from '../../../common/app_api/search/schema';
import { planPage } from '../../../server/queries/page_plan';
import { readPage } from '../../../server/queries/read_page';
import { searchAnomalies } from '../../../server/queries/search';
import { addAnomalies, MODEL } from '../helpers/anomalies';
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();
const COUNT = 25_025;
const SIZE = 100;
const LAST_PAGE = Math.ceil(COUNT / SIZE) - 1;
const START_MS = Date.parse('2026-01-10T00:00:00Z');
const DAY_MS = 86_400_000;

elasticsearch.describe('paging through flagged lines', () => {
  const { client } = elasticsearch;
  const read = { elasticsearch: client, signal: new AbortController().signal };
  const range = {
    from: new Date(START_MS).toISOString(),
    to: new Date(START_MS + 3 * DAY_MS).toISOString(),
  };

  const page = (number: number, more: Partial<SearchRequestInput> = {}): Promise<SearchResponse> =>
    searchAnomalies(
      read,
      searchRequestSchema.parse({ ...range, page: number, size: SIZE, ...more }),
      MODEL,
    );
  const idsOf = ({ rows }: SearchResponse) => rows.map(({ id }) => id);

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    // Ties wherever there can be some: 40 scores, 3 days of the same 50 seconds, half of the rows judged.
    await addAnomalies(client, COUNT, (i) => ({
      timeMs: START_MS + (i % 3) * DAY_MS + (i % 50) * 1_000,
      score: 60 + (i % 40),
      template: `t${i % 7}`,
      more: i % 2 === 0 ? { label: 'true' } : {},
    }));
  }, 120_000);

  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it.each(['score', 'time', 'label'] as const)(
    'should show each line on one page, sorted by %s, page after page',
    async (field) => {
      const seen = new Set<string>();
      let rows = 0;
      let near: RowPlace | undefined;
      for (let first = 0; first < COUNT; first += SIZE) {
        const plan = planPage(first, SIZE, COUNT, near);
        const placed = await readPage(read, { match_all: {} }, { field, direction: 'desc' }, plan);
        for (const { row } of placed) seen.add(row.id);
        rows += placed.length;
        near = { row: first + placed.length - 1, sort: placed[placed.length - 1].sort };
      }
      expect([rows, seen.size]).toEqual([COUNT, COUNT]);
    },
    60_000,
  );

  it('should reach a page from anywhere with the same rows', async () => {
    for (const number of [99, 100, 120, 125, 126, 150, LAST_PAGE - 1, LAST_PAGE]) {
      const jumped = await page(number);
      const before = await page(number - 1);
      const forward = await page(number, { near: before.places?.last });
      expect(idsOf(forward)).toEqual(idsOf(jumped));
      const back = await page(number - 1, { near: jumped.places?.first });
      expect(idsOf(back)).toEqual(idsOf(before));
      expect(jumped.places?.first.row).toBe(number * SIZE);
    }
  }, 60_000);

  it('should show the rest on the last page, the mildest at its end', async () => {
    const last = await page(LAST_PAGE);
    expect(last.rows).toHaveLength(COUNT % SIZE);
    expect(last.rows[last.rows.length - 1].document.anomaly.score).toBe(60);
    expect((await page(LAST_PAGE + 1)).rows).toEqual([]);
  });

  it('should order rows without a value last, and first when read from the end', async () => {
    const sort = { field: 'label', direction: 'asc' } as const;
    const middle = await page(125, { sort });
    const labels = middle.rows.map(({ document }) => document.anomaly.label ?? 'none');
    // Half of 25,025, rounded up, are judged.
    expect(labels).toEqual([
      ...new Array<string>(13).fill('true'),
      ...new Array<string>(87).fill('none'),
    ]);
  });

  it('should page right under filters', async () => {
    const filters = { pattern: ['t3'], label: ['none' as const] };
    const first = await page(0, filters);
    const count = first.facets.pattern.find(({ key }) => key === 't3')?.count;
    expect(first.total).toBe(count);
    const last = await page(Math.floor((first.total - 1) / SIZE), filters);
    expect(last.rows.length).toBe(((first.total - 1) % SIZE) + 1);
  });
});
