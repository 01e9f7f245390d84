import { toSeries } from '../../../../sidecar/forecast/count_series';
import {
  autoInterval,
  formatInterval,
  parseInterval,
  spanInWords,
} from '../../../../sidecar/forecast/interval';
import { seasonProfile, seasonStrength } from '../../../../sidecar/forecast/season';
import { Random } from '../../../../sidecar/pipeline/random';
import { chooseTransform } from '../../../../sidecar/forecast/transform';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('a series of counts', () => {
  it('should hold whole intervals only, without gaps', () => {
    const counts = new Map([
      [0, 9],
      [100, 4],
      [300, 5],
      [400, 2],
    ]);
    // Data from 20 to 470: the intervals that begin at 0 and at 400 are not whole.
    const series = toSeries(counts, { firstMs: 20, endMs: 470, intervalMs: 100 });
    expect(series.startMs).toBe(100);
    expect([...series.values]).toEqual([4, 0, 5]);
  });

  it('should be empty where no interval is whole', () => {
    expect(toSeries(new Map(), { firstMs: 20, endMs: 90, intervalMs: 100 }).values).toHaveLength(0);
  });
});

describe('intervals', () => {
  it.each([
    [6 * 60 * MINUTE_MS, '1m'],
    [DAY_MS, '2m'],
    [3 * DAY_MS, '5m'],
    [30 * DAY_MS, '1h'],
    [365 * DAY_MS, '12h'],
    [40 * 365 * DAY_MS, '7d'],
  ])('should cut %d ms by %s', (spanMs, interval) => {
    expect(formatInterval(autoInterval(spanMs))).toBe(interval);
    expect(parseInterval(interval)).toBe(autoInterval(spanMs));
  });

  it('should refuse what is no interval', () => {
    for (const text of ['0m', '5', 'm', '5w', '-5m', '5.5m', '1234567m'])
      expect(parseInterval(text)).toBeNull();
  });

  it('should be told in words', () => {
    expect(spanInWords(3 * 60 * MINUTE_MS)).toBe('3 hours');
    expect(spanInWords(DAY_MS)).toBe('24 hours');
    expect(spanInWords(MINUTE_MS)).toBe('1 minute');
    expect(spanInWords(10 * DAY_MS)).toBe('10 days');
  });
});

describe('seasons', () => {
  it('should be as strong as what other seasons explain', () => {
    // The moving average is 1 throughout: each season explains all of the other.
    expect(seasonStrength(Float64Array.of(0, 2, 2, 0, 0, 2, 2, 0), 4)).toBeCloseTo(1, 12);
    // Of profiles that turn around none explains another.
    expect(seasonStrength(Float64Array.of(0, 2, 2, 0, 2, 0, 0, 2), 4)).toBeLessThan(-1);
    const random = new Random(1);
    const noise = Float64Array.from({ length: 400 }, () => random.uniform());
    expect(seasonStrength(noise, 8)).toBeLessThan(0.05);
  });

  it('should have the profile that the series was made with', () => {
    const profile = [3, -1, -4, 2];
    const added = Float64Array.from({ length: 24 }, (_, t) => 100 + t + profile[t % 4]);
    seasonProfile(added, 4, false).forEach((value, i) => expect(value).toBeCloseTo(profile[i], 9));
    const ratios = [1.5, 0.5, 0.8, 1.2];
    const multiplied = Float64Array.from({ length: 24 }, (_, t) => 100 * ratios[t % 4]);
    seasonProfile(multiplied, 4, true).forEach((value, i) =>
      expect(value).toBeCloseTo(ratios[i], 9),
    );
  });
});

describe('transforms', () => {
  const made = (spread: (level: number) => number) =>
    Float64Array.from({ length: 200 }, (_, t) => {
      const level = 50 * (1 + Math.floor(t / 10));
      return level + spread(level) * (t % 2 === 0 ? 1 : -1);
    });

  it('should make the variation even', () => {
    expect(
      chooseTransform(
        made(() => 10),
        1,
      ).name,
    ).toBe('none');
    expect(chooseTransform(made(Math.sqrt), 1).name).toBe('square root');
    expect(
      chooseTransform(
        made((level) => level / 5),
        1,
      ).name,
    ).toBe('logarithm');
  });
});
