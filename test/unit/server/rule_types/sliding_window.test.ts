import { episodesOver } from '../../../../server/rule_types/shared/sliding_window';

const WINDOW = { stepMs: 1, windowMs: 5, count: 2 };
const step = (startMs: number, lines: number, maxScore = 50) => ({ startMs, lines, maxScore });

describe('episodesOver', () => {
  it('should find none where no window holds more than the count', () => {
    expect(episodesOver([step(0, 2), step(6, 2), step(12, 2)], WINDOW)).toEqual([]);
  });

  it('should begin with the line that is one too many, and hold until the first of those needed leaves', () => {
    // At 3 the window holds 1 + 1 + 1; what began at 0 leaves it after 5.
    const steps = [step(0, 1), step(1, 1), step(2, 1, 80)];
    expect(episodesOver(steps, WINDOW)).toEqual([
      { startMs: 3, endMs: 5, peakLines: 3, maxScore: 80 },
    ]);
  });

  it('should hold longer where later lines alone are too many', () => {
    // 1 at 0, 4 at 2: without the first, four are left until what began at 2 leaves after 7.
    expect(episodesOver([step(0, 1), step(2, 4)], WINDOW)).toEqual([
      { startMs: 3, endMs: 7, peakLines: 5, maxScore: 50 },
    ]);
  });

  it('should go on with one episode while the window stays too full', () => {
    const steps = [step(0, 3), step(4, 3), step(8, 3)];
    expect(episodesOver(steps, WINDOW)).toEqual([
      { startMs: 1, endMs: 13, peakLines: 6, maxScore: 50 },
    ]);
  });

  it('should part episodes between which the window was empty enough', () => {
    const steps = [step(0, 3, 30), step(20, 9, 90)];
    expect(episodesOver(steps, WINDOW)).toEqual([
      { startMs: 1, endMs: 5, peakLines: 3, maxScore: 30 },
      { startMs: 21, endMs: 25, peakLines: 9, maxScore: 90 },
    ]);
  });

  it('should agree with counting each window anew', () => {
    let seed = 7;
    const next = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const steps = Array.from({ length: 400 }, (_, i) => step(i, Math.floor(next() * 2.2)));
    const window = { stepMs: 1, windowMs: 6, count: 5 };
    const isOver = (atMs: number) =>
      steps
        .filter(({ startMs }) => startMs >= atMs - window.windowMs && startMs < atMs)
        .reduce((sum, { lines }) => sum + lines, 0) > window.count;
    const episodes = episodesOver(
      steps.filter(({ lines }) => lines > 0),
      window,
    );
    expect(episodes.length).toBeGreaterThan(5);
    for (let atMs = 1; atMs <= 400; atMs++) {
      const isIn = episodes.some(({ startMs, endMs }) => startMs <= atMs && atMs <= endMs);
      expect([atMs, isIn]).toEqual([atMs, isOver(atMs)]);
    }
  });
});
