import { surpriseOf } from '../../../../../server/queries/patterns/surprise';

const DAY_MS = 86_400_000;

describe('how surprising a change is', () => {
  it('should be the log-likelihood ratio of two counts at one rate', () => {
    // 2 · (20 ln 20/15 + 10 ln 10/15)
    expect(surpriseOf(20, 10, DAY_MS, DAY_MS)).toBeCloseTo(3.39798, 4);
    // 2 · (1200 ln 1200/1100 + 1000 ln 1000/1100)
    expect(surpriseOf(1_200, 1_000, DAY_MS, DAY_MS)).toBeCloseTo(18.207, 3);
  });

  it('should bear the sign of the change', () => {
    expect(surpriseOf(10, 20, DAY_MS, DAY_MS)).toBeCloseTo(-3.39798, 4);
    // 2 · 8 ln 2
    expect(surpriseOf(0, 8, DAY_MS, DAY_MS)).toBeCloseTo(-11.0904, 4);
    expect(surpriseOf(8, 0, DAY_MS, DAY_MS)).toBeCloseTo(11.0904, 4);
  });

  it('should expect lines in proportion to the lengths of the periods', () => {
    expect(surpriseOf(5, 15, DAY_MS, 3 * DAY_MS)).toBeCloseTo(0, 10);
    // 1 and 3 lines are expected: 2 · (3 ln 3 + 1 ln 1/3)
    expect(surpriseOf(3, 1, DAY_MS, 3 * DAY_MS)).toBeCloseTo(4.39445, 4);
  });

  it('should be nothing where there is nothing to compare', () => {
    expect(surpriseOf(0, 0, DAY_MS, DAY_MS)).toBe(0);
    expect(surpriseOf(7, 0, DAY_MS, -1)).toBe(0);
  });
});
