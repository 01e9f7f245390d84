import { ScoreCurve, scoreCountsOf, type ScoreCounts } from '../../../common/score_counts';
import { SCORE_BINS } from '../../../common/score_bins';

/** Ten days; a line at 40, three at 50.5, one at 90, and 10,000 lines where scores say they belong. */
const COUNTS: ScoreCounts = {
  days: 10,
  lines: 10_000,
  // At or above the nodes, then: 10,000, 5,000, 2,000, 1,000, 500, 200, 100, 50, 20, 10.
  nodes: [5_000, 3_000, 1_000, 500, 300, 100, 50, 30, 10, 10],
  kept: [
    [400, 1],
    [505, 3],
    [900, 1],
  ],
};

describe('ScoreCurve', () => {
  const curve = new ScoreCurve(COUNTS);

  it('should count kept lines exactly from the lowest kept score on', () => {
    expect([40, 40.2, 50.5, 50.6, 90, 90.1, 100].map((at) => curve.linesFrom(at))).toEqual([
      5, 4, 4, 1, 1, 0, 0,
    ]);
    expect(curve.perDay(50)).toBe(0.4);
  });

  it('should read between the nodes of the rollups below', () => {
    expect(curve.linesFrom(0)).toBe(10_000);
    // One line in ten scores 100/6 or more.
    expect(curve.linesFrom(100 / 6)).toBeCloseTo(1_000, 6);
    // Half-way between one in ten and one in twenty, evenly in powers.
    const [ten, twenty] = [10, 20].map((lines) => (100 * Math.log10(lines)) / 6);
    expect(curve.linesFrom((ten + twenty) / 2)).toBeCloseTo(Math.sqrt(1_000 * 500), 6);
  });

  it('should go on beyond the last node as the score says, where nothing was kept', () => {
    const empty = new ScoreCurve({ ...COUNTS, kept: [] });
    expect(empty.linesFrom(50)).toBeCloseTo(10, 6);
    // 100/6 points more are ten times as rare.
    expect(empty.linesFrom(50 + 100 / 6)).toBeCloseTo(1, 6);
  });

  it('should not estimate where all lines were kept, though none scored so much', () => {
    const sparse = new ScoreCurve({ ...COUNTS, kept: [[900, 1]] }, 38);
    expect([38, 50, 90.1].map((at) => sparse.linesFrom(at))).toEqual([1, 1, 0]);
    expect(sparse.linesFrom(37)).toBeGreaterThan(1);
  });

  it('should never say fewer lines than were kept', () => {
    const burst = new ScoreCurve({ ...COUNTS, kept: [[450, 5_000]] });
    expect(burst.linesFrom(44)).toBe(5_000);
  });

  it('should find the lowest threshold that keeps to a budget', () => {
    expect(curve.thresholdFor(0.1, 1_000)).toBe(50.6);
    expect(curve.thresholdFor(0.4, 1_000)).toBe(40.1);
    // 100 a day are 1,000 lines in all: the node of one in ten, on the next step.
    expect(curve.thresholdFor(100, 1_000)).toBe(16.7);
    expect(curve.thresholdFor(1_000_000, 1_000)).toBe(0);
  });

  it('should go by what a score means before any line was scored', () => {
    const none = new ScoreCurve({ days: 0, lines: 0, nodes: [], kept: [] });
    expect(none.perDay(50)).toBeNull();
    expect(none.thresholdFor(10, 10_000)).toBeCloseTo(50, 9);
  });
});

describe('scoreCountsOf', () => {
  const sums = Object.fromEntries(SCORE_BINS.map((bin) => [bin, { value: 0 }]));
  const scored = (spanHours: number, days: number) =>
    scoreCountsOf(undefined, {
      ...(sums as Record<(typeof SCORE_BINS)[number], { value: number }>),
      lines: { value: 100 },
      first: { value: 1_000 },
      last: { value: 1_000 + spanHours * 3_600_000 },
      days: { buckets: new Array(days).fill({}) },
    });

  it('should count days that have lines, and parts of days', () => {
    expect(scored(6, 1).days).toBe(0.25);
    expect(scored(48, 3).days).toBe(2);
    // A year without lines in between.
    expect(scored(9_000, 4).days).toBe(4);
  });

  it('should be empty where there is nothing', () => {
    expect(scoreCountsOf(undefined, undefined)).toMatchObject({ days: 0, lines: 0, kept: [] });
  });
});
