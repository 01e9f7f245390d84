import { forecastSchema, type Forecast } from '../../../common/api/forecast/schema';
import type { Problem } from '../../../common/api/problem';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAYS = 7;

elasticsearch.describe('POST /v1/forecast', () => {
  const { client, url, prefix } = elasticsearch;
  const index = `${prefix}logs-1`;
  const startMs = Date.UTC(2026, 0, 5);
  let sidecar: SidecarProcess;

  /** Lines of the shop by hour of the day. */
  const linesAt = (hour: number) => (hour % 24 >= 8 && hour % 24 < 20 ? 100 : 10) + (hour % 3);
  const rollup = (hour: number, minute: number, service: string, lines: number, errors = 0) => ({
    '@timestamp': new Date(startMs + hour * HOUR_MS + minute * MINUTE_MS).toISOString(),
    host: { name: 'web-1' },
    service: { name: service },
    rollup: {
      model: 'm-v1',
      lines,
      flagged: 0,
      max_score: 1,
      levels: { info: lines - errors, ...(errors > 0 ? { error: errors - 1, fatal: 1 } : {}) },
    },
  });

  const ask = async (body: object) => {
    const answer = await sidecar.post<Forecast>('/v1/forecast', body);
    expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
    return forecastSchema.parse(answer.body);
  };
  const refused = async (body: object) => {
    const { status, body: problem } = await sidecar.post<Problem>('/v1/forecast', body);
    return [status, problem.code];
  };

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(
      client,
      index,
      Array.from({ length: 600 }, (_, i) => ({
        '@timestamp': new Date(startMs + i * MINUTE_MS).toISOString(),
        message: `request ${i}`,
        service: { name: i % 3 === 0 ? 'shop' : 'mail' },
      })),
    );
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_SOURCE_PATTERN: `${prefix}logs-*`,
    });
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should count the logs themselves while nothing is scored, and say so', async () => {
    const found = await ask({ interval: '10m' });
    expect(found.source).toBe('logs');
    // The last minute's line is where the data end, so that the last interval is not whole.
    expect(found.history.map(({ value }) => value)).toEqual(new Array(59).fill(10));
    expect(found.notes[0]).toContain('the logs themselves were counted');
    const shop = await ask({ interval: '30m', service: 'shop' });
    expect(shop.history[0]).toEqual({ timestamp: '2026-01-05T00:00:00.000Z', value: 10 });
  });

  it('should refuse to count errors of what is not scored', async () => {
    expect(await refused({ metric: 'errors' })).toEqual([404, 'no_rollups']);
  });

  it('should add up the rollups, over batches and hosts', async () => {
    const documents = Array.from({ length: 24 * DAYS }, (_, hour) => [
      // Two batches and two minutes of one hour.
      rollup(hour, 3, 'shop', linesAt(hour) - 4),
      rollup(hour, 3, 'shop', 3, 2),
      rollup(hour, 59, 'shop', 1),
      rollup(hour, 30, 'mail', 7),
    ]).flat();
    await addDocuments(client, 'anomalies-rollup-server-logs-2026.01.05', documents);
    const found = await ask({ service: 'shop', interval: '1h', horizon: 24 });
    expect(found).toMatchObject({ source: 'rollups', metric: 'lines', service: 'shop' });
    const values = found.history.map(({ value }) => value);
    // It begins at 00:03, so its first hour is not whole.
    expect(values).toEqual(Array.from({ length: 24 * DAYS - 1 }, (_, i) => linesAt(i + 1)));
    expect(found.season).toMatchObject({ name: 'daily', intervals: 24 });
    expect(found.forecast).toHaveLength(24);
    expect(found.forecast[0].timestamp).toBe('2026-01-12T00:00:00.000Z');
    found.forecast.forEach(({ value }, hour) =>
      expect(Math.abs(value - linesAt(hour))).toBeLessThan(8),
    );
    expect(found.backtest?.rows.map(({ model }) => model)).toContain('seasonal_naive');
  });

  it('should count errors of level error and worse', async () => {
    const found = await ask({ metric: 'errors', interval: '1h', host: 'web-1' });
    expect(new Set(found.history.map(({ value }) => value))).toEqual(new Set([2]));
    expect(found.forecast[0].value).toBeCloseTo(2, 6);
  });

  it('should keep to the period, and choose the interval by it', async () => {
    const found = await ask({ from: '2026-01-06T00:00:00Z', to: '2026-01-07T00:00:00Z' });
    expect(found.history[0].timestamp.slice(0, 10)).toBe('2026-01-06');
    expect(found.history.at(-1)?.timestamp.slice(0, 10)).toBe('2026-01-06');
    expect(found.interval).toBe('2m');
  });

  it('should answer bad requests with problems', async () => {
    expect(await refused({ metric: 'words' })).toEqual([400, 'invalid_request']);
    expect(await refused({ horizon: 0 })).toEqual([400, 'invalid_request']);
    expect(await refused({ interval: '5 minutes' })).toEqual([400, 'invalid_request']);
    expect(await refused({ interval: '1m' })).toEqual([400, 'too_many_intervals']);
    expect(await refused({ interval: '30d' })).toEqual([422, 'too_little_data']);
    expect(await refused({ service: 'no-such' })).toEqual([404, 'no_lines']);
    const from = '2026-01-06T00:00:00Z';
    expect(await refused({ from, to: from })).toEqual([400, 'invalid_request']);
  });
});
