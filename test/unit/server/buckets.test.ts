import { bucketGrid, bucketIndex } from '../../../common/app_api/buckets';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('bucketGrid', () => {
  it('should take the finest interval that stays within the target', () => {
    const from = Date.UTC(2024, 0, 1);
    const grid = bucketGrid(from, from + DAY_MS, 48, 0);
    expect(grid).toEqual({ startMs: from, intervalMs: HOUR_MS / 2, count: 48 });
  });

  it('should start a bucket at or before the period and end at or after it', () => {
    const from = Date.UTC(2024, 0, 1, 0, 17, 3);
    const to = from + 7 * DAY_MS;
    const { startMs, intervalMs, count } = bucketGrid(from, to, 48, 0);
    expect(startMs).toBeLessThanOrEqual(from);
    expect(startMs + count * intervalMs).toBeGreaterThanOrEqual(to);
    expect(startMs + (count - 1) * intervalMs).toBeLessThan(to);
  });

  it('should start days at the midnight of the reader', () => {
    const from = Date.UTC(2024, 5, 1, 10);
    const { startMs, intervalMs } = bucketGrid(from, from + 60 * DAY_MS, 60, 2 * HOUR_MS);
    expect(intervalMs).toBe(DAY_MS);
    expect(new Date(startMs).toISOString()).toBe('2024-05-31T22:00:00.000Z');
  });

  it('should cover any period that a request may name', () => {
    const from = Date.UTC(2000, 0, 1);
    expect(bucketGrid(from, from + 20 * 365 * DAY_MS, 5, 0).count).toBeLessThanOrEqual(22);
  });
});

describe('bucketIndex', () => {
  it('should find the bucket of a time', () => {
    const grid = { startMs: 1_000, intervalMs: 100, count: 3 };
    expect([999, 1_000, 1_099, 1_100, 1_300].map((time) => bucketIndex(grid, time))).toEqual([
      -1, 0, 0, 1, 3,
    ]);
  });
});
