import { nextDigestMs } from '../../../../sidecar/notify/rules/digest_times';

const next = (digest: Parameters<typeof nextDigestMs>[0], after: string) =>
  new Date(nextDigestMs(digest, Date.parse(after))).toISOString();
const every = (minutes: number) => ({ kind: 'interval' as const, every_minutes: minutes });
const daily = (at: string, timezone = 'Europe/Berlin') => ({
  kind: 'daily' as const,
  at,
  timezone,
});

describe('the times of digests', () => {
  it('should lie on full steps since midnight UTC', () => {
    expect(next(every(15), '2025-01-02T03:07:30Z')).toBe('2025-01-02T03:15:00.000Z');
    expect(next(every(15), '2025-01-02T03:15:00Z')).toBe('2025-01-02T03:30:00.000Z');
    expect(next(every(60), '2025-01-02T03:59:59Z')).toBe('2025-01-02T04:00:00.000Z');
    expect(next(every(1_440), '2025-01-02T03:07:30Z')).toBe('2025-01-03T00:00:00.000Z');
  });

  it('should be once a day at the time on the wall, also over a change of the clock', () => {
    expect(next(daily('08:00'), '2025-03-29T06:59:00Z')).toBe('2025-03-29T07:00:00.000Z');
    expect(next(daily('08:00'), '2025-03-29T07:00:00Z')).toBe('2025-03-30T06:00:00.000Z');
    expect(next(daily('08:00'), '2025-10-25T06:00:00Z')).toBe('2025-10-26T07:00:00.000Z');
  });

  it('should not skip the day whose hour is left out, nor tell twice on the one that has it twice', () => {
    const spring = next(daily('02:30'), '2025-03-29T12:00:00Z');
    expect(spring.slice(0, 10)).toBe('2025-03-30');
    expect(next(daily('02:30'), spring)).toBe('2025-03-31T00:30:00.000Z');
    const autumn = next(daily('02:30'), '2025-10-25T12:00:00Z');
    expect(autumn.slice(0, 10)).toBe('2025-10-26');
    expect(next(daily('02:30'), autumn)).toBe('2025-10-27T01:30:00.000Z');
  });
});
