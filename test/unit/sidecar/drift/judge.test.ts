import { judgeDrift, tooFew, worstVerdict, type DriftPart } from '../../../../sidecar/drift/judge';
import { driftSentences } from '../../../../sidecar/drift/sentences';

const USUAL = [0.2, 0.2, 0.2, 0.2, 0.1, 0.05, 0.03, 0.01, 0.009, 0.001];
const SHIFTED = [0.05, 0.1, 0.15, 0.2, 0.2, 0.1, 0.1, 0.05, 0.04, 0.01];
/** 0.3 % of 20,000 held-back lines had new patterns. */
const REFERENCE = {
  lines: 20_000,
  newPatterns: 60,
  scoreBins: USUAL.map((share) => share * 20_000),
};

const part = (lines: number, newPatterns = 0.003 * lines, shares = USUAL): DriftPart => ({
  lines,
  newPatterns,
  scoreBins: shares.map((share) => share * lines),
});
const day = (of: (hour: number) => DriftPart) => Array.from({ length: 24 }, (_, hour) => of(hour));

function judge(parts: readonly DriftPart[]) {
  const measures = judgeDrift(REFERENCE, parts);
  const verdicts = Object.fromEntries(measures.map(({ name, verdict }) => [name, verdict]));
  const verdict = worstVerdict(measures);
  const sentences = driftSentences(verdict, measures, { days: 1, trainedDays: 7 });
  return { measures, verdicts, verdict, sentences };
}

describe('judgeDrift', () => {
  it('should find nothing where nothing has changed', () => {
    const { verdict, measures, sentences } = judge(day(() => part(1_000)));
    expect(verdict).toBe('stable');
    expect(measures.map(({ value }) => value)).toEqual([
      0.003,
      expect.closeTo(0, 3),
      expect.closeTo(0, 6),
    ]);
    expect(sentences).toEqual([
      '0.30 % of the lines have patterns that training never saw; in training it was 0.30 %: nothing to do.',
    ]);
  });

  it('should find patterns that training never saw, and say so with figures', () => {
    const { verdicts, sentences } = judge(day(() => part(1_000, 72)));
    expect(verdicts).toEqual({
      new_pattern_share: 'strong',
      score_psi: 'stable',
      score_ks: 'stable',
    });
    expect(sentences).toEqual([
      '7.2 % of the lines have patterns that training never saw; in training it was 0.30 %: retrain.',
    ]);
    // 1.5 %: over twice 0.45 %, the most that 60 in 20,000 may stand for, and more by half a percent.
    expect(judge(day(() => part(1_000, 15))).verdict).toBe('drifting');
    expect(judge(day(() => part(1_000, 9))).verdict).toBe('stable');
  });

  it('should not take an incident for a change that lasts', () => {
    const parts = day((hour) => (hour === 5 ? part(3_000, 2_500, SHIFTED) : part(1_000)));
    const { verdict, measures, sentences } = judge(parts);
    expect(measures[0].value).toBeGreaterThan(0.09);
    expect(measures[0].at_least).toBeLessThan(0.003);
    expect(verdict).toBe('stable');
    expect(sentences[1]).toContain('rests on few lines or on one short time');
  });

  it('should want more than chance where lines are few', () => {
    // 1.5 % of 1,200 lines are over the limit, but so few lines could be so many by chance.
    const few = judge(day(() => part(50, 0.75)));
    expect(few.measures[0].value).toBeGreaterThan(few.measures[0].thresholds.drifting);
    expect(few.verdict).toBe('stable');
    expect(judge(day(() => part(5_000, 75))).verdict).toBe('drifting');
  });

  it('should find scores that are spread otherwise', () => {
    const { verdicts, sentences } = judge(day(() => part(1_000, 3, SHIFTED)));
    expect(verdicts).toEqual({
      new_pattern_share: 'stable',
      score_psi: 'strong',
      score_ks: 'strong',
    });
    expect(sentences[1]).toBe(
      'Up to 30.0 % of the lines score otherwise than in training (Kolmogorov–Smirnov distance): retrain.',
    );
  });
});

describe('tooFew', () => {
  it('should say what is missing', () => {
    expect(
      tooFew(
        REFERENCE,
        day(() => part(40)),
      ),
    ).toContain('Only 960 lines');
    expect(
      tooFew(
        { ...REFERENCE, lines: 900 },
        day(() => part(100)),
      ),
    ).toContain('900');
    expect(tooFew(REFERENCE, [part(9_000), part(9_000)])).toContain('within a short time');
    expect(
      tooFew(
        REFERENCE,
        day(() => part(100)),
      ),
    ).toBeNull();
  });
});
