import { Random } from '../../../../sidecar/pipeline/random';

describe('Random', () => {
  it('should give the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.uint32());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('should be uniform over ten cells', () => {
    const random = new Random(1);
    const cells = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) cells[random.below(10)]++;
    // Standard deviation of a cell: √(100,000 · 0.1 · 0.9) ≈ 95.
    for (const count of cells) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 95);
  });

  it('should sample different numbers, all of them when the sample is as large as the range', () => {
    const random = new Random(3);
    const sample = random.sample(1000, 256);
    expect(new Set(sample).size).toBe(256);
    expect(Math.max(...sample)).toBeLessThan(1000);
    expect([...random.sample(5, 9)].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
