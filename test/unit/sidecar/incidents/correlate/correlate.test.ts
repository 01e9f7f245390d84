import { Random } from '../../../../../sidecar/pipeline/random';
import { correlate, type FlaggedLine, type Group } from '../../../../../sidecar/incidents';
import { flaggedLine, storm } from '../flagged_lines';

const HOUR = 3_600;

/** Sizes of the groups, the earliest group first. */
const sizes = (groups: readonly Group[]) => groups.map(({ lines }) => lines.length);
const kinds = (group: Group) => group.links.map(({ kind }) => kind);

describe('correlate', () => {
  it('should leave lines alone that have nothing in common', () => {
    const lines = [
      flaggedLine(0, 'alpha@one', 'a strange thing'),
      flaggedLine(600, 'beta@two', 'another strange thing'),
      flaggedLine(3 * HOUR, 'alpha@one', 'a third thing'),
    ];
    expect(sizes(correlate(lines))).toEqual([1, 1, 1]);
    expect(correlate([])).toEqual([]);
  });

  it('should fold a storm of one pattern, and start anew after a long pause', () => {
    const groups = correlate([
      ...storm(0, 'alpha@one', 'failed', 30),
      ...storm(5 * HOUR, 'alpha@one', 'failed', 3),
    ]);
    expect(sizes(groups)).toEqual([30, 3]);
    expect(groups[0].episodes).toHaveLength(1);
  });

  it.each([
    ['host', 'alpha@one', 'beta@one'],
    ['service', 'alpha@one', 'alpha@two'],
  ])('should link what begins soon after on the same %s', (kind, first, second) => {
    const soon = [flaggedLine(0, first, 'one thing'), flaggedLine(20, second, 'other thing')];
    const [group] = correlate(soon);
    expect(sizes([group])).toEqual([2]);
    expect(kinds(group)).toEqual([kind]);
    const later = [flaggedLine(0, first, 'one thing'), flaggedLine(HOUR, second, 'other thing')];
    expect(sizes(correlate(later))).toEqual([1, 1]);
  });

  it.each([
    ['a request', 'refused 3fa91c07d2e845b1', 'gave up 3fa91c07d2e845b1', ''],
    ['an address in the text', 'from 203.0.113.7 port 1', 'by 203.0.113.7', ''],
    ['an address of the document', 'denied', 'rejected', '203.0.113.9'],
  ])('should link lines on different hosts that both name %s', (_, one, other, sourceIp) => {
    const [group, ...rest] = correlate([
      flaggedLine(0, 'alpha@one', one, { sourceIp }),
      flaggedLine(300, 'beta@two', other, { sourceIp }),
    ]);
    expect(rest).toEqual([]);
    expect(kinds(group)).toEqual(['identifier']);
  });

  it('should take neither dates nor times for what two lines name', () => {
    const text = 'at 20260105 since 1767621720 in 2026-01-05T14:02:00 epoch 1767621720123';
    const lines = [
      flaggedLine(0, 'alpha@one', text),
      flaggedLine(400, 'beta@two', `${text} again`),
    ];
    expect(sizes(correlate(lines))).toEqual([1, 1]);
  });

  it('should link a line that names the host or the service of another, whichever came first', () => {
    const named = [
      flaggedLine(0, 'storage@vault-7', 'disk is full'),
      flaggedLine(30, 'beta@two', 'no answer from vault-7.'),
    ];
    expect(kinds(correlate(named)[0])).toEqual(['named']);
    const before = [
      flaggedLine(0, 'beta@two', 'payment gateway is slow'),
      flaggedLine(30, 'payments@one', 'lock timeout'),
    ];
    expect(kinds(correlate(before)[0])).toEqual(['named']);
  });

  it('should link bursts by their time alone', () => {
    const bursts = [...storm(0, 'alpha@one', 'failed', 20), ...storm(10, 'beta@two', 'broken', 20)];
    const [group] = correlate(bursts);
    expect(sizes([group])).toEqual([40]);
    expect(kinds(group)).toEqual(['time']);
  });

  it('should learn which patterns come together', () => {
    const pair = (atSeconds: number, gap: number, k: number) => [
      flaggedLine(atSeconds, `alpha@a${k}`, 'first sign'),
      flaggedLine(atSeconds + gap, `beta@b${k}`, 'what follows'),
    ];
    const once = [...pair(0, 200, 0), ...pair(8 * HOUR, 3 * HOUR, 1)];
    expect(Math.max(...sizes(correlate(once)))).toBe(1);
    const often = Array.from({ length: 6 }, (_, k) => pair(k * 4 * HOUR, 200, k)).flat();
    const groups = correlate(often);
    expect(sizes(groups)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(kinds(groups[0])).toEqual(['together']);
  });

  it('should ask for more closeness where a host is noisy', () => {
    const pair = [
      flaggedLine(10 * HOUR, 'alpha@one', 'one thing'),
      flaggedLine(10 * HOUR + 150, 'beta@one', 'other thing'),
    ];
    const together = (lines: readonly FlaggedLine[]) =>
      correlate(lines).some(({ lines: of }) => pair.every((line) => of.includes(line)));
    const noise = Array.from({ length: 120 }, (_, i) =>
      flaggedLine(i * 600 + 300, `gamma${i}@one`, `noise ${i}`),
    );
    expect(together([...pair, flaggedLine(0, 'delta@two', 'far away')])).toBe(true);
    expect(together([...pair, ...noise])).toBe(false);
  });

  it('should not run together however many lines are flagged', () => {
    const random = new Random(1);
    const lines = Array.from({ length: 5_000 }, (_, i) =>
      flaggedLine(i * 13, `s${random.below(7)}@h${random.below(11)}`, `text ${random.below(997)}`),
    );
    expect(Math.max(...sizes(correlate(lines)))).toBeLessThan(20);
  });

  it('should not depend on the order of the lines, and leave out those without a time', () => {
    const lines = [
      ...storm(0, 'alpha@one', 'failed', 5),
      flaggedLine(4, 'beta@one', 'gave up'),
      flaggedLine(2 * HOUR, 'gamma@two', 'odd'),
    ];
    const forward = correlate(lines);
    const backward = correlate([...lines].reverse());
    expect(backward).toEqual(forward);
    expect(sizes(forward)).toEqual([6, 1]);
    const timeless = flaggedLine(0, 'alpha@one', 'failed', { timestampMs: NaN });
    expect(correlate([...lines, timeless])).toEqual(forward);
  });
});
