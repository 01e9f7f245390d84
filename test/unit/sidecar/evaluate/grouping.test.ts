import { groupingFigures } from '../../../../sidecar/evaluate/grouping';

describe('groupingFigures', () => {
  it('should be as worked out by hand', () => {
    // Pairs that belong together: 3 of the first three, 1 of the last two. Put together: 1 + 3 = 4, right: 1 + 1.
    const figures = groupingFigures([0, 0, 0, 1, 1], [0, 0, 1, 1, 1]);
    expect(figures).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 });
    // sklearn.metrics.adjusted_rand_score([0,0,0,1,1], [0,0,1,1,1]) gives 0.16666666666666666.
    expect(figures.adjustedRand).toBeCloseTo(1 / 6, 12);
  });

  it('should take units that belong to nothing for groups of their own', () => {
    expect(groupingFigures([-1, -1, -1], [0, 1, 2])).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
      adjustedRand: 1,
    });
    expect(groupingFigures([-1, -1, -1], [0, 0, 1]).precision).toBe(0);
  });
});
