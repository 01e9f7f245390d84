import { countScore, SCORE_BINS, SCORE_NODES } from '../../../common/score_bins';

describe('countScore', () => {
  const countsOf = (...scores: number[]) => {
    const counts = new Array<number>(SCORE_BINS.length).fill(0);
    for (const score of scores) countScore(counts, score);
    return counts;
  };

  it('should have its nodes where scores say so: 50 is one line in a thousand', () => {
    expect(SCORE_NODES).toHaveLength(SCORE_BINS.length);
    expect(SCORE_NODES[0]).toBe(0);
    expect(SCORE_NODES[3]).toBeCloseTo(100 / 6, 12);
    expect(SCORE_NODES[9]).toBeCloseTo(50, 12);
  });

  it('should count a line at the nodes beside it, by nearness, and once in all', () => {
    const counts = countsOf(SCORE_NODES[2] + 0.25 * (SCORE_NODES[3] - SCORE_NODES[2]));
    expect(counts[2]).toBeCloseTo(0.75, 12);
    expect(counts[3]).toBeCloseTo(0.25, 12);
    expect(countsOf(0)[0]).toBe(1);
    expect(countsOf(50, 77, 100)[9]).toBe(3);
    const sum = countsOf(1, 2, 3, 40, 60).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(5, 12);
  });

  it('should hardly change where a score hardly does', () => {
    const [below, above] = [countsOf(SCORE_NODES[4] - 1e-6), countsOf(SCORE_NODES[4] + 1e-6)];
    below.forEach((lines, i) => expect(lines).toBeCloseTo(above[i], 5));
  });
});
