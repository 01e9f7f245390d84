import { nextRunMs, runsBetween } from '../../../../sidecar/schedules/cron';

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

describe('nextRunMs', () => {
  it('should read the expression in its time zone, over the change of the clocks', () => {
    const times = { cron: '0 3 * * *', timezone: 'Europe/Berlin' };
    expect(iso(nextRunMs(times, at('2026-03-27T12:00:00Z')))).toBe('2026-03-28T02:00:00.000Z');
    expect(iso(nextRunMs(times, at('2026-03-28T12:00:00Z')))).toBe('2026-03-29T01:00:00.000Z');
    const skipped = { cron: '30 2 * * *', timezone: 'Europe/Berlin' };
    expect(iso(nextRunMs(skipped, at('2026-03-29T00:00:00Z')))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('should take seconds, and name a time after the moment itself', () => {
    const times = { cron: '15 0 0 * * *', timezone: 'UTC' };
    expect(iso(nextRunMs(times, at('2026-01-01T00:00:15Z')))).toBe('2026-01-02T00:00:15.000Z');
    expect(nextRunMs({ cron: '0 0 31 2 *', timezone: 'UTC' }, 0)).toBeNull();
  });

  it('should refuse what is no expression or no time zone, in words', () => {
    const refusal = expect.objectContaining({ status: 400, code: 'invalid_cron' });
    const wrong = ['every night', '* * *', '99 * * * *', '* * * * * * 2030'];
    for (const cron of wrong) {
      expect(() => nextRunMs({ cron, timezone: 'UTC' }, 0)).toThrow(refusal);
    }
    expect(() => nextRunMs({ cron: '0 3 * * *', timezone: 'Mars/Olympus' }, 0)).toThrow(
      /Mars\/Olympus/,
    );
  });
});

describe('runsBetween', () => {
  it('should count both ends, up to a thousand', () => {
    const hourly = { cron: '0 * * * *', timezone: 'UTC' };
    const from = at('2026-01-01T00:00:00Z');
    expect(runsBetween(hourly, from, at('2026-01-01T03:00:00Z'))).toBe(4);
    expect(runsBetween(hourly, from, at('2026-01-01T00:59:00Z'))).toBe(1);
    expect(runsBetween(hourly, from, at('2027-01-01T00:00:00Z'))).toBe(1_000);
  });
});
