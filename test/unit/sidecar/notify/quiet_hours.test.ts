import { quietHoursSchema, type QuietWindow } from '../../../../common/api/settings/rules';
import { isAlwaysQuiet, isQuiet, quietUntilMs } from '../../../../sidecar/notify/rules/quiet_hours';

const EVERY_DAY: QuietWindow['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const nights = {
  timezone: 'Europe/Berlin',
  windows: [{ days: EVERY_DAY, from: '22:00', to: '07:00' }],
};
const at = (time: string) => Date.parse(time);
const until = (quiet: typeof nights, time: string) => {
  const endMs = quietUntilMs(quiet, at(time));
  return endMs === null ? null : new Date(endMs).toISOString();
};

describe('quiet hours', () => {
  it('should begin at their first minute and end before their last one', () => {
    // Berlin is one hour ahead of UTC in winter.
    expect(isQuiet(nights, at('2025-01-15T20:59:59Z'))).toBe(false);
    expect(isQuiet(nights, at('2025-01-15T21:00:00Z'))).toBe(true);
    expect(isQuiet(nights, at('2025-01-16T05:59:59Z'))).toBe(true);
    expect(isQuiet(nights, at('2025-01-16T06:00:00Z'))).toBe(false);
  });

  it('should hold by the clock on the wall in the night that loses an hour', () => {
    // On 30 March 2025 two o'clock becomes three: the night has eight hours.
    expect(isQuiet(nights, at('2025-03-29T21:00:00Z'))).toBe(true);
    expect(until(nights, '2025-03-29T21:00:00Z')).toBe('2025-03-30T05:00:00.000Z');
    expect(isQuiet(nights, at('2025-03-30T05:00:00Z'))).toBe(false);
    // In summer ten in the evening is eight in UTC.
    expect(isQuiet(nights, at('2025-03-30T19:59:00Z'))).toBe(false);
    expect(isQuiet(nights, at('2025-03-30T20:00:00Z'))).toBe(true);
  });

  it('should hold by the clock on the wall in the night that gains an hour', () => {
    // On 26 October 2025 three o'clock becomes two: the night has ten hours.
    expect(until(nights, '2025-10-25T20:00:00Z')).toBe('2025-10-26T06:00:00.000Z');
    expect(isQuiet(nights, at('2025-10-26T05:59:00Z'))).toBe(true);
  });

  it('should end behind an hour that is left out', () => {
    const early = {
      timezone: 'Europe/Berlin',
      windows: [{ days: EVERY_DAY, from: '01:00', to: '02:30' }],
    };
    expect(isQuiet(early, at('2025-03-30T00:59:00Z'))).toBe(true);
    // 03:00 in Berlin, one minute later on the wall than 01:59.
    expect(isQuiet(early, at('2025-03-30T01:00:00Z'))).toBe(false);
  });

  it('should belong to the day on which they begin where they cross midnight', () => {
    const friday = {
      timezone: 'UTC',
      windows: [{ days: ['fri' as const], from: '22:00', to: '07:00' }],
    };
    // 2025-01-17 is a Friday.
    expect(isQuiet(friday, at('2025-01-17T03:00:00Z'))).toBe(false);
    expect(isQuiet(friday, at('2025-01-17T23:00:00Z'))).toBe(true);
    expect(isQuiet(friday, at('2025-01-18T03:00:00Z'))).toBe(true);
    expect(isQuiet(friday, at('2025-01-18T23:00:00Z'))).toBe(false);
    // And so from Sunday to Monday, where the week begins anew.
    const sunday = { ...friday, windows: [{ ...friday.windows[0], days: ['sun' as const] }] };
    expect(isQuiet(sunday, at('2025-01-20T06:59:00Z'))).toBe(true);
    expect(isQuiet(sunday, at('2025-01-20T07:00:00Z'))).toBe(false);
  });

  it('should last a whole day where both times are the same, and end where the last of several ends', () => {
    const weekend = {
      timezone: 'UTC',
      windows: [
        { days: ['sat' as const, 'sun' as const], from: '00:00', to: '00:00' },
        { days: EVERY_DAY, from: '20:00', to: '06:30' },
      ],
    };
    // From Friday 20:00 over the whole weekend until Monday 06:30.
    expect(until(weekend, '2025-01-17T20:00:00Z')).toBe('2025-01-20T06:30:00.000Z');
    expect(until(weekend, '2025-01-17T19:59:00Z')).toBeNull();
    expect(isAlwaysQuiet(weekend)).toBe(false);
  });

  it('should be told from no time at all that is left', () => {
    const windows = [
      { days: EVERY_DAY, from: '07:00', to: '22:00' },
      { days: EVERY_DAY, from: '22:00', to: '07:00' },
    ];
    expect(isAlwaysQuiet({ timezone: 'UTC', windows })).toBe(true);
    windows[0].to = '21:59';
    expect(isAlwaysQuiet({ timezone: 'UTC', windows })).toBe(false);
  });

  it('should follow a zone with half an hour, and know no zone that is none', () => {
    const india = { ...nights, timezone: 'Asia/Kolkata' };
    expect(isQuiet(india, at('2025-01-15T16:29:00Z'))).toBe(false);
    expect(isQuiet(india, at('2025-01-15T16:30:00Z'))).toBe(true);
    const valid = (timezone: string) => quietHoursSchema.safeParse({ ...nights, timezone }).success;
    expect(['UTC', 'America/New_York', 'Etc/GMT+3'].map(valid)).toEqual([true, true, true]);
    expect(['', '+02:00', 'Berlin', 'Mars/Olympus'].map(valid)).toEqual(Array(4).fill(false));
  });
});
