import { lanesRequestSchema, type LanesRequestInput } from '../../../common/app_api/lanes/schema';
import { exportRequestSchema } from '../../../common/app_api/export/schema';
import { scatterRequestSchema } from '../../../common/app_api/scatter/schema';
import type { SearchFiltersInput } from '../../../common/app_api/search/filters';
import { searchRequestSchema } from '../../../common/app_api/search/schema';
import { AppError } from '../../../server/app_error';
import { exampleOfEachPair, labelsOfMatching } from '../../../server/queries/bulk_targets';
import { exportCsv } from '../../../server/queries/export/export_csv';
import { readLanesOfMatching } from '../../../server/queries/lanes_of_matching';
import { readScatter } from '../../../server/queries/scatter';
import { searchAnomalies } from '../../../server/queries/search';
import { readSimilar } from '../../../server/queries/similar';
import { addAnomalies, MODEL } from '../helpers/anomalies';
import { useElasticsearch } from '../helpers/elasticsearch';

const elasticsearch = useElasticsearch();
const COUNT = 2_400;
const START_MS = Date.parse('2026-01-10T00:00:00Z');
const HOUR_MS = 3_600_000;
const PATTERNS = 12;

elasticsearch.describe('what matches the filters', () => {
  const { client } = elasticsearch;
  const read = { elasticsearch: client, signal: new AbortController().signal };
  const range = {
    from: new Date(START_MS).toISOString(),
    to: new Date(START_MS + 24 * HOUR_MS).toISOString(),
  };
  const filters = (more: Partial<SearchFiltersInput> = {}) =>
    searchRequestSchema.parse({ ...range, ...more });
  const search = (more: Partial<SearchFiltersInput> = {}) =>
    searchAnomalies(read, filters(more), MODEL);

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addAnomalies(client, COUNT, (i) => ({
      timeMs: START_MS + (i % 24) * HOUR_MS,
      score: 30 + (i % 71),
      template: `t${i % PATTERNS}`,
      host: `web-${i % 3}`,
      detector: i % 5 === 0 ? 'isolation_forest' : 'rarity',
      message:
        i === 0
          ? '=cmd|"calc"!A1, rotor 7\nsecond part'
          : `the rotor of unit ${i % PATTERNS} turns at ${i}`,
      more: {
        ...(i % 10 === 1 ? { label: 'true' as const, label_id: `label-${i % 20}` } : {}),
        ...(i % 100 === 2 ? { suppressed: true } : {}),
        ...(i % 50 === 3
          ? {
              unit: {
                kind: 'window' as const,
                key: `web-0 sshd ${i}`,
                start: range.from,
                end: range.to,
                lines: 3,
                threshold: 30,
                evidence: [],
              },
            }
          : {}),
      },
    }));
  }, 60_000);

  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it('should count facets, timeline, scatter and export alike', async () => {
    for (const chosen of [
      {},
      { detector: ['isolation_forest'] },
      { unit: ['window' as const], hide_suppressed: false },
      { unit: ['line' as const], label: ['none' as const], host: ['web-1'] },
      { query: 'score >= 50 and not detector : rarity' },
    ]) {
      const { total, timeline, facets } = await search(chosen);
      expect(total).toBeGreaterThan(0);
      const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
      expect(sum(timeline.flatMap((counts) => Object.values(counts)))).toBe(total);
      const scatter = await readScatter(
        read,
        scatterRequestSchema.parse({ ...range, ...chosen }),
        MODEL,
      );
      expect(sum(scatter.series.map(({ count }) => count))).toBe(total);
      expect(sum(scatter.series.flatMap(({ points }) => points.map(([, , lines]) => lines)))).toBe(
        total,
      );
      const csv = await exportCsv(
        read,
        exportRequestSchema.parse({ ...range, ...chosen, columns: ['time'] }),
        MODEL,
      );
      expect([csv.total, csv.rows]).toEqual([total, total]);
      if (!('unit' in chosen)) expect(sum(facets.unit.map(({ count }) => count))).toBe(total);
    }
  });

  it('should offer detectors and units with the rows that each would leave', async () => {
    const { facets } = await search();
    const forest = facets.detector.find(({ key }) => key === 'isolation_forest');
    expect((await search({ detector: ['isolation_forest'] })).total).toBe(forest?.count);
    expect(facets.unit.map(({ key }) => key)).toEqual(['line', 'window']);
    const windows = facets.unit.find(({ key }) => key === 'window');
    expect((await search({ unit: ['window'] })).total).toBe(windows?.count);
  });

  it('should draw swim lanes of just the lines that match', async () => {
    const lanes = (more: Partial<LanesRequestInput>) =>
      readLanesOfMatching(read, lanesRequestSchema.parse({ ...range, ...more }), MODEL);
    for (const chosen of [
      {},
      { query: 'score >= 50 and not detector : rarity' },
      { severity: ['critical' as const], host: ['web-1', 'web-2'] },
    ]) {
      const { flagged, overall, lanes: drawn, lanesLeftOut } = await lanes(chosen);
      const { total, rows } = await search(chosen);
      expect(flagged).toBe(total);
      expect(lanesLeftOut).toBe(0);
      expect(drawn.reduce((sum, lane) => sum + lane.flagged, 0)).toBe(total);
      expect(Math.max(...overall)).toBe(rows[0].document.anomaly.score);
      expect(Math.max(...drawn.flatMap(({ cells }) => cells))).toBe(Math.max(...overall));
    }
    const { lanes: patterns, lanesLeftOut } = await lanes({ view_by: 'pattern', lanes: 5 });
    expect([patterns.length, lanesLeftOut]).toEqual([5, PATTERNS - 5]);
  });

  it('should follow what it understands of a dashboard, and name the rest', async () => {
    const request = (query: string, follow: string[]) =>
      readLanesOfMatching(read, lanesRequestSchema.parse({ ...range, query, follow }), MODEL);
    const { flagged, lanes, notFollowed } = await request('score >= 50', [
      'host : web-1 or host : web-2',
      '',
      'geo.country : DE',
      'not host : web-2',
    ]);
    const { total } = await search({ query: 'score >= 50 and host : web-1' });
    expect(total).toBeGreaterThan(0);
    expect(flagged).toBe(total);
    expect(lanes.map(({ key }) => key)).toEqual(['web-1']);
    expect(notFollowed).toEqual([
      { query: 'geo.country : DE', reason: expect.stringContaining('no field "geo.country"') },
    ]);
    await expect(request('geo.country : DE', [])).rejects.toBeInstanceOf(AppError);
  });

  it('should have a series for each of the nine most frequent patterns, and one for the rest', async () => {
    const { series, scoreStep } = await readScatter(
      read,
      scatterRequestSchema.parse({ ...range, hide_suppressed: false }),
      MODEL,
    );
    expect(series).toHaveLength(10);
    expect(series[9].pattern).toBeNull();
    expect(series[9].count).toBe((COUNT / PATTERNS) * (PATTERNS - 9));
    // A score of 100 stands in the last bin.
    const bins = series.flatMap(({ points }) => points.map(([, bin]) => bin));
    expect(Math.max(...bins)).toBe(100 / scoreStep - 1);
  });

  it('should export every matching row once, in order, as text that no spreadsheet runs', async () => {
    const { chunks } = await exportCsv(
      read,
      exportRequestSchema.parse({
        ...range,
        hide_suppressed: false,
        sort: { field: 'time', direction: 'asc' },
        columns: ['time', 'severity', 'what', 'label'],
      }),
      MODEL,
    );
    let file = '';
    for await (const chunk of chunks) file += chunk;
    expect(file.startsWith('\uFEFFtime,severity,score,reasons,message,verdict\r\n')).toBe(true);
    const rows = file.split('\r\n');
    expect(rows).toHaveLength(COUNT + 2);
    expect(new Set(rows).size).toBe(COUNT + 2);
    expect(file).toContain(`"'=cmd|""calc""!A1, rotor 7\nsecond part"`);
    const times = rows.slice(1, -1).map((row) => row.slice(0, 24));
    expect(times).toEqual([...times].sort());
  });

  it('should find lines of the same pattern first, the judged before the others', async () => {
    const { rows, total } = await readSimilar(read, {
      index: 'anomalies-server-logs-2026.01.10',
      id: '13',
      size: 5,
    });
    expect(total).toBeGreaterThan(COUNT / PATTERNS);
    for (const { id, document } of rows) {
      expect(id).not.toBe('13');
      expect(document.anomaly.template.id).toBe('t1');
      expect(document.anomaly.label).toBe('true');
    }
  });

  it('should resolve what matches to one line for each pattern on each host', async () => {
    const examples = await exampleOfEachPair(
      read,
      filters({ pattern: ['t0', 't1'], host: ['web-0', 'web-1'] }),
      'false_positive',
      MODEL,
    );
    const { docs } = await client.mget<{ host: { name: string } }>({
      docs: examples.map(({ anomaly_index, anomaly_id }) => ({
        _index: anomaly_index,
        _id: anomaly_id,
      })),
    });
    // 12 patterns and 3 hosts: each pattern is on one host.
    expect(docs).toHaveLength(2);
    await expect(labelsOfMatching(read, filters(), MODEL)).resolves.toEqual(
      expect.arrayContaining(['label-1', 'label-11']),
    );
    await expect(
      exampleOfEachPair(read, filters({ query: 'colour : red' }), 'true', MODEL),
    ).rejects.toThrow(AppError);
  });
});
