import { dateRangeLabel, numberTicks, timeTicks } from '../../../../sidecar/plot/ticks';

const at = (iso: string) => Date.parse(iso);

describe('numberTicks', () => {
  it('should use round steps within the bounds', () => {
    expect(numberTicks(1, 300, 4).map((tick) => tick.value)).toEqual([100, 200, 300]);
    expect(numberTicks(1, 7, 10).map((tick) => tick.value)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(numberTicks(0, 1_234_567, 5).map((tick) => tick.label)).toEqual([
      '0',
      '500,000',
      '1,000,000',
    ]);
  });
});

describe('timeTicks', () => {
  it.each([
    [
      '2026-01-05T00:00:00.100Z',
      '2026-01-05T00:00:00.900Z',
      ['00:00:00.200', '00:00:00.400', '00:00:00.600', '00:00:00.800'],
    ],
    [
      '2026-01-05T10:00:07Z',
      '2026-01-05T10:02:07Z',
      ['10:00:30', '10:01:00', '10:01:30', '10:02:00'],
    ],
    ['2026-01-05T22:10:00Z', '2026-01-06T01:30:00Z', ['23:00', '01-06', '01:00']],
    ['2026-01-30T12:00:00Z', '2026-02-02T13:00:00Z', ['01-31', '02-01', '02-02']],
    ['2025-11-20T00:00:00Z', '2026-02-20T00:00:00Z', ['2025-12', '2026-01', '2026-02']],
  ])('should mark %s to %s at round times', (from, to, labels) => {
    expect(timeTicks(at(from), at(to), 5).map((tick) => tick.label)).toEqual(labels);
  });

  it('should stay bounded over any span', () => {
    for (const years of [0.001, 1, 30, 1000]) {
      const ticks = timeTicks(0, years * 365.25 * 86_400_000, 8);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }
  });
});

describe('dateRangeLabel', () => {
  it('should name one day once', () => {
    expect(dateRangeLabel(at('2026-01-05T01:00:00Z'), at('2026-01-05T02:00:00Z'))).toBe(
      '2026-01-05',
    );
    expect(dateRangeLabel(at('2026-01-05T01:00:00Z'), at('2026-01-07T02:00:00Z'))).toBe(
      '2026-01-05 – 2026-01-07',
    );
  });
});
