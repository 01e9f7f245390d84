import type { Reason } from '../../../../../common/anomaly';
import type { Severity } from '../../../../../common/severity';
import type { Member } from '../../../../../server/queries/incidents/members';
import { sumUpReasons } from '../../../../../server/queries/incidents/reasons';
import { gridAround, sumUpMembers } from '../../../../../server/queries/incidents/sum_up';

const START = Date.UTC(2026, 0, 5, 3, 2, 0);
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

const reason = (text: string, contribution: number, token?: string): Reason => ({
  detector: 'rarity',
  kind: text.startsWith('address') ? 'rare_value' : 'new_pattern',
  text,
  contribution,
  ...(token === undefined ? {} : { token }),
});

const member = (
  seconds: number,
  [host, service, pattern]: [string, string, string],
  severity: Severity = 'critical',
  reasons: Reason[] = [],
): Member => ({
  '@timestamp': at(seconds),
  host: { name: host },
  service: { name: service },
  source: { index: 'server-logs-2026.01.05' },
  anomaly: {
    severity,
    template: { id: pattern, text: `text of ${pattern}`, is_new: false },
    reasons,
    suppressed: false,
  },
});

const MEMBERS = [
  member(0, ['web-2', 'sshd', 'failed']),
  member(1, ['web-2', 'sshd', 'invalid'], 'major'),
  member(60, ['web-3', 'sshd', 'failed']),
  member(90, ['web-2', 'cron', 'failed'], 'minor'),
];
const EXTENT = { start: at(0), end: at(90) };

describe('sumUpMembers', () => {
  const sums = sumUpMembers(MEMBERS, EXTENT);

  it('should count each line once per host and time, so that all sums are the same', () => {
    expect(sums.bySeverity).toEqual({ critical: 2, major: 1, minor: 1, warning: 0, low: 0 });
    expect(sums.hosts.map(({ host, lines }) => [host, lines])).toEqual([
      ['web-2', 3],
      ['web-3', 1],
    ]);
    for (const { counts, lines } of sums.hosts) {
      const drawn = counts.reduce(
        (sum, count) => sum + count.critical + count.major + count.minor,
        0,
      );
      expect(drawn).toBe(lines);
    }
    expect(sums.patterns.reduce((sum, { lines }) => sum + lines, 0)).toBe(4);
    expect(sums.affected.reduce((sum, { lines }) => sum + lines, 0)).toBe(4);
  });

  it('should put a line into the bucket of its time', () => {
    const { grid, hosts } = sums;
    const bucket = Math.floor((START + 60_000 - grid.startMs) / grid.intervalMs);
    expect(hosts[1].counts[bucket].critical).toBe(1);
  });

  it('should name places in the order of their first sign, with their last', () => {
    expect(sums.affected).toEqual([
      { host: 'web-2', service: 'sshd', first: at(0), last: at(1), lines: 2 },
      { host: 'web-3', service: 'sshd', first: at(60), last: at(60), lines: 1 },
      { host: 'web-2', service: 'cron', first: at(90), last: at(90), lines: 1 },
    ]);
  });

  it('should name patterns by their number of lines', () => {
    expect(sums.patterns.map(({ id, lines }) => [id, lines])).toEqual([
      ['failed', 3],
      ['invalid', 1],
    ]);
  });

  it('should make nothing of no lines', () => {
    expect(sumUpMembers([], EXTENT)).toMatchObject({ hosts: [], affected: [], reasons: [] });
  });
});

describe('gridAround', () => {
  it('should show an incident of one moment in seconds', () => {
    const grid = gridAround(START, START);
    expect(grid.intervalMs).toBe(1_000);
    expect(grid.startMs).toBe(START - 15_000);
    expect(grid.startMs + grid.count * grid.intervalMs).toBeGreaterThanOrEqual(START + 15_000);
  });

  it('should show a long one in few buckets, with time before and after it', () => {
    const endMs = START + 39 * 60_000;
    const grid = gridAround(START, endMs);
    expect(grid.intervalMs).toBe(60_000);
    expect(grid.count).toBeLessThanOrEqual(61);
    expect(grid.startMs).toBeLessThan(START - 5 * 60_000);
  });
});

describe('sumUpReasons', () => {
  it('should make one of reasons that say the same of different things', () => {
    const seen = (address: string, points: number) =>
      reason(`address ${address} was never seen before`, points, address);
    const sums = sumUpReasons([
      [seen('10.0.0.1', 30), reason('the pattern is new', 10)],
      [seen('10.0.0.2', 20)],
      [seen('10.0.0.1', 20), reason('the pattern is new', 20)],
    ]);
    expect(sums).toEqual([
      {
        kind: 'rare_value',
        text: 'address 10.0.0.1 was never seen before',
        token: '10.0.0.1',
        others: ['10.0.0.2'],
        otherCount: 1,
        lines: 3,
        share: 0.7,
      },
      {
        kind: 'new_pattern',
        text: 'the pattern is new',
        others: [],
        otherCount: 0,
        lines: 2,
        share: 0.3,
      },
    ]);
  });

  it('should count a line once that has the reason twice', () => {
    const twice = [reason('address a is odd', 1, 'a'), reason('address b is odd', 1, 'b')];
    expect(sumUpReasons([twice])).toMatchObject([{ lines: 1, otherCount: 1, share: 1 }]);
  });

  it('should give no share where no line has points', () => {
    expect(sumUpReasons([[reason('x', 0)], []])).toMatchObject([{ share: 0, lines: 1 }]);
  });
});
