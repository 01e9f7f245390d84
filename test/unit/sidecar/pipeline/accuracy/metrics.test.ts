import { decisionFigures, f1AtTop, rankingFigures } from '../../../../../sidecar/pipeline/accuracy';

const scores = Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.5);
const truth = Uint8Array.of(1, 0, 1, 0, 0);

describe('rankingFigures', () => {
  it('should be what one works out by hand', () => {
    const figures = rankingFigures(scores, truth);
    // Of 2 × 3 pairs, 5 are in the right order.
    expect(figures.roc_auc).toBeCloseTo(5 / 6, 12);
    // Precision 1 at the first hit, 2/3 at the second, each half of the recall.
    expect(figures.average_precision).toBeCloseTo(0.5 * 1 + 0.5 * (2 / 3), 12);
    expect(figures.best_f1).toBeCloseTo(0.8, 12);
    // No false positive allowed among three normal units: the first hit only.
    expect(figures.recall_at_fpr1).toBe(0.5);
  });

  it('should count ties half in the area and take them together in precision', () => {
    const tied = rankingFigures(Float64Array.of(2, 1, 1, 1), Uint8Array.of(0, 1, 1, 0));
    // Pairs: against the first 0 of 2; against the tied one half of 2.
    expect(tied.roc_auc).toBeCloseTo(1 / 4, 12);
    expect(tied.average_precision).toBeCloseTo(0.5, 12);
    const all = rankingFigures(new Float64Array(4), Uint8Array.of(0, 1, 0, 1));
    expect(all.roc_auc).toBeCloseTo(0.5, 12);
    expect(all.average_precision).toBeCloseTo(0.5, 12);
  });

  it('should agree with scikit-learn 1.9', () => {
    // roc_auc_score and average_precision_score of these.
    const figures = rankingFigures(
      Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.8, 0.2, 0.4, 0.9),
      Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1),
    );
    expect(figures.roc_auc).toBeCloseTo(0.75, 10);
    expect(figures.average_precision).toBeCloseTo(0.7333333333333333, 10);
  });

  it('should be NaN where there is nothing to tell apart', () => {
    expect(rankingFigures(scores, new Uint8Array(5)).roc_auc).toBeNaN();
    expect(rankingFigures(scores, new Uint8Array(5).fill(1)).average_precision).toBeNaN();
  });

  it('should see 1 % false positives among many', () => {
    const many = Float64Array.from({ length: 300 }, (_, i) => 300 - i);
    const anomalous = new Uint8Array(300);
    for (const at of [0, 1, 3, 10]) anomalous[at] = 1;
    // 296 normal: at most two may stand above.
    expect(rankingFigures(many, anomalous).recall_at_fpr1).toBe(0.75);
  });
});

describe('decisionFigures', () => {
  it('should be precision, recall and F1', () => {
    expect(decisionFigures(Uint8Array.of(1, 1, 0, 0, 0), truth)).toEqual({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
  });

  it('should be 0 where nothing is flagged or nothing is anomalous', () => {
    expect(decisionFigures(new Uint8Array(5), truth).f1).toBe(0);
    expect(decisionFigures(new Uint8Array(5).fill(1), new Uint8Array(5))).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
    });
  });
});

describe('f1AtTop', () => {
  it('should flag a share, of equal scores the earlier', () => {
    expect(f1AtTop(scores, truth, 0.4)).toBeCloseTo(0.5, 12);
    expect(f1AtTop(scores, truth, 0.001)).toBeCloseTo(2 / 3, 12);
    expect(f1AtTop(new Float64Array(4), Uint8Array.of(1, 0, 0, 0), 0.25)).toBe(1);
  });
});
