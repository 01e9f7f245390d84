import { forecastSeries } from '../../../../sidecar/forecast/forecast';
import { Random } from '../../../../sidecar/pipeline/random';
import { poisson } from './made_series';

const HOUR_MS = 3_600_000;

jest.setTimeout(30_000);

function dailySeries(days: number, seed = 1): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: 24 * days }, (_, t) =>
    poisson(random, 30 + 25 * Math.sin((2 * Math.PI * t) / 24)),
  );
}

describe('a forecast', () => {
  it('should know the daily rhythm and beat the seasonal naive forecast', async () => {
    const values = dailySeries(21);
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 24 });
    expect(found.season).toMatchObject({ name: 'daily', period: 24 });
    const { rows } = found.backtest!;
    expect(rows[0].model).toBe(found.model);
    expect(['ets_seasonal', 'arima']).toContain(found.model);
    const naive = rows.find(({ model }) => model === 'seasonal_naive')!;
    // Of Poisson counts the difference of two varies twice as much as one does.
    expect(rows[0].mae / naive.mae).toBeLessThan(0.85);
    const expected = Array.from(
      { length: 24 },
      (_, h) => 30 + 25 * Math.sin((2 * Math.PI * h) / 24),
    );
    expected.forEach((mean, h) => expect(Math.abs(found.point[h] - mean)).toBeLessThan(7));
  });

  it('should have intervals that hold what comes as often as they say', async () => {
    let within80 = 0;
    let within95 = 0;
    let judged = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const values = dailySeries(18, seed);
      const seen = values.subarray(0, 24 * 14);
      const found = await forecastSeries({ intervalMs: HOUR_MS, values: seen }, { horizon: 96 });
      for (let h = 0; h < 96; h++) {
        const actual = values[seen.length + h];
        judged++;
        within80 += Number(actual >= found.lower80[h] && actual <= found.upper80[h]);
        within95 += Number(actual >= found.lower95[h] && actual <= found.upper95[h]);
      }
    }
    expect(within80 / judged).toBeGreaterThan(0.72);
    expect(within80 / judged).toBeLessThan(0.9);
    expect(within95 / judged).toBeGreaterThan(0.9);
  });

  it('should expect of all steps together what the steps add up to, and be surer of it', async () => {
    const random = new Random(2);
    const values = Float64Array.from({ length: 400 }, () => poisson(random, 100));
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 25 });
    const { total } = found;
    const sum = found.point.reduce((all, value) => all + value, 0);
    expect(Math.abs(total.value - sum)).toBeLessThan(10);
    // Of 25 independent counts with a deviation of 10 the sum deviates by 50: 80 % lie within 1.28 of that.
    expect(total.upper80 - total.value).toBeGreaterThan(45);
    expect(total.upper80 - total.value).toBeLessThan(90);
    expect(total.upper95).toBeGreaterThan(total.upper80);
    expect(total.lower95).toBeLessThan(total.lower80);
  });

  it('should measure how often past values lay in the intervals', async () => {
    const found = await forecastSeries(
      { intervalMs: HOUR_MS, values: dailySeries(21) },
      { horizon: 24 },
    );
    const best = found.backtest!.rows[0];
    expect(best.coverage95).toBeGreaterThan(0.88);
    expect(best.coverage80).toBeGreaterThan(0.7);
    expect(best.coverage80).toBeLessThan(best.coverage95);
  });

  it('should never be below 0, and its intervals hold one another', async () => {
    const random = new Random(4);
    const values = Float64Array.from({ length: 300 }, () => poisson(random, 0.3));
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 48 });
    for (let h = 0; h < 48; h++) {
      expect(found.lower95[h]).toBeGreaterThanOrEqual(0);
      expect(found.lower95[h]).toBeLessThanOrEqual(found.lower80[h]);
      expect(found.lower80[h]).toBeLessThanOrEqual(found.upper80[h]);
      expect(found.upper80[h]).toBeLessThanOrEqual(found.upper95[h]);
      expect(found.point[h]).toBeGreaterThanOrEqual(0);
    }
    // Saying 0 every time has the least absolute error and is of no use.
    expect(found.point[0]).toBeGreaterThan(0.1);
    expect(found.notes.join(' ')).toContain('squared errors');
  });

  it('should be the mean of a few hours, and say so', async () => {
    const values = Float64Array.of(4, 8, 6);
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 2 });
    expect(found).toMatchObject({ model: 'mean', backtest: null, season: null });
    expect([...found.point]).toEqual([6, 6]);
    expect(found.notes).toEqual(['3 hours of data: the forecast is the mean.']);
  });

  it('should not claim a rhythm that the data are too short for', async () => {
    const values = dailySeries(2);
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 24 });
    expect(found.season).toBeNull();
    expect(found.notes).toContain(
      '2 days of data are too short to know a daily or weekly rhythm: two whole rounds and a quarter are needed.',
    );
  });

  it('should not find a rhythm in noise', async () => {
    const random = new Random(8);
    const values = Float64Array.from({ length: 600 }, () => poisson(random, 20));
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 12 });
    expect(found.season).toBeNull();
    expect(found.notes).toContain('No rhythm was found in 25 days of data.');
    // Nothing beats the mean by more than chance.
    expect(Math.abs(found.point[0] - 20)).toBeLessThan(1.5);
  });

  it('should find the weekly rhythm where the days differ', async () => {
    const random = new Random(6);
    const values = Float64Array.from({ length: 24 * 28 }, (_, t) => {
      const isWeekend = Math.floor(t / 24) % 7 >= 5;
      return poisson(random, (30 + 20 * Math.sin((2 * Math.PI * t) / 24)) * (isWeekend ? 0.2 : 1));
    });
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 24 });
    expect(found.season).toMatchObject({ name: 'weekly', period: 168 });
  });

  it('should be the same each time', async () => {
    const series = { intervalMs: HOUR_MS, values: dailySeries(6) };
    const first = await forecastSeries(series, { horizon: 12 });
    expect(await forecastSeries(series, { horizon: 12 })).toEqual(first);
  });

  it('should forecast a constant as that constant', async () => {
    const values = new Float64Array(100).fill(7);
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 3 });
    expect([...found.point].map(Math.round)).toEqual([7, 7, 7]);
    expect(found.notes.join(' ')).toContain('Every interval counts 7');
  });

  it('should judge models by what they could know', async () => {
    // The level jumps in the last fifth, which no model could foresee: the back-test must show it.
    const random = new Random(2);
    const values = Float64Array.from({ length: 200 }, (_, t) => poisson(random, t < 160 ? 10 : 60));
    const found = await forecastSeries({ intervalMs: HOUR_MS, values }, { horizon: 10 });
    const mean = found.backtest!.rows.find(({ model }) => model === 'mean')!;
    expect(mean.mae).toBeGreaterThan(10);
    expect(mean.coverage95).toBeLessThan(0.9);
  });

  it('should refuse what it cannot work on, and stop when asked to', async () => {
    const ask = (values: Float64Array, horizon: number) =>
      forecastSeries({ intervalMs: HOUR_MS, values }, { horizon });
    await expect(ask(new Float64Array(0), 1)).rejects.toThrow(/0 intervals/);
    await expect(ask(new Float64Array(5_001), 1)).rejects.toThrow(/5001 intervals/);
    await expect(ask(new Float64Array(10), 0)).rejects.toThrow(/horizon of 0/);
    await expect(ask(Float64Array.of(1, -1), 1)).rejects.toThrow(/not below 0/);
    const signal = AbortSignal.abort(new Error('enough'));
    const series = { intervalMs: HOUR_MS, values: dailySeries(5) };
    await expect(forecastSeries(series, { horizon: 3, signal })).rejects.toThrow('enough');
  });
});
