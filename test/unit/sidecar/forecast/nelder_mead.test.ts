import { minimize } from '../../../../sidecar/forecast/nelder_mead';

const rosenbrock = ([x, y]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;

describe('Nelder–Mead', () => {
  it('should find the bottom of the valley of Rosenbrock', () => {
    const { point, value } = minimize(rosenbrock, [-1.2, 1], {
      lower: [-5, -5],
      upper: [5, 5],
      maxEvaluations: 2_000,
      tolerance: 1e-12,
    });
    expect(point[0]).toBeCloseTo(1, 3);
    expect(point[1]).toBeCloseTo(1, 3);
    expect(value).toBeLessThan(1e-6);
  });

  it('should stay within its bounds, and find the best point on them', () => {
    const seen: number[] = [];
    const { point } = minimize(
      ([x]) => {
        seen.push(x);
        return (x - 3) ** 2;
      },
      [0.5],
      { lower: [0], upper: [1] },
    );
    expect(point[0]).toBeCloseTo(1, 9);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  });

  it('should take what is no number for bad', () => {
    const { point } = minimize(([x]) => (x < 0 ? NaN : (x - 1) ** 2), [0.1], {
      lower: [-2],
      upper: [2],
    });
    expect(point[0]).toBeCloseTo(1, 3);
  });

  it('should return the value where there is nothing to vary', () => {
    expect(minimize(() => 7, [], { lower: [], upper: [] }).value).toBe(7);
  });
});
