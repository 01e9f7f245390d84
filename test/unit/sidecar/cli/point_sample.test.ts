import { PointSample } from '../../../../sidecar/cli/point_sample';

describe('PointSample', () => {
  it('should keep all points in order while there are few', () => {
    const sample = new PointSample(100);
    for (let i = 0; i < 40; i++) {
      sample.add({ timestampMs: i, scorePct: 1, pattern: 'p' }, i % 7 === 0);
    }
    expect(sample.toArray().map((point) => point.timestampMs)).toEqual([...Array(40).keys()]);
  });

  it('should stay bounded, keep flagged points, and cover the whole input', () => {
    const sample = new PointSample(100);
    for (let i = 0; i < 100_000; i++) {
      sample.add({ timestampMs: i, scorePct: 1, pattern: 'p' }, i === 77_777);
    }
    const times = sample.toArray().map((point) => point.timestampMs);
    expect(times.length).toBeLessThanOrEqual(100);
    expect(times.length).toBeGreaterThan(20);
    expect(times).toContain(77_777);
    expect(times[0]).toBe(0);
    expect(times[times.length - 1]).toBeGreaterThan(95_000);
  });

  it('should stay bounded where everything is flagged', () => {
    const sample = new PointSample(100);
    for (let i = 0; i < 5000; i++) sample.add({ timestampMs: i, scorePct: 99, pattern: 'p' }, true);
    expect(sample.toArray().length).toBeLessThanOrEqual(100);
  });
});
