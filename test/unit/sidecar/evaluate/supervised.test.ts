import { evaluate, EvaluateError, type SupervisedReport } from '../../../../sidecar/evaluate';
import { precisionRecallCurve } from '../../../../sidecar/pipeline/supervised';
import { bestThreshold, ownOdds } from '../../../../sidecar/pipeline/supervised/threshold';
import { timeFolds } from '../../../../sidecar/pipeline/supervised/folds';

/** Usual lines; in between errors that are alerts and errors that are none. */
function lines(n: number, withLabels: (i: number) => boolean): string[] {
  return Array.from({ length: n }, (_, i) => {
    const isAlert = i % 20 === 7;
    const text = isAlert
      ? `ERROR storage: volume vol${i % 3} lost its parity`
      : i % 20 === 13
        ? `ERROR web: request ${i} failed on the client's side`
        : `INFO web: request ${i} done in ${10 + (i % 7)} ms`;
    const minute = String(Math.floor(i / 60) % 60).padStart(2, '0');
    const message = `2024-03-01T10:${minute}:${String(i % 60).padStart(2, '0')}Z ${text}`;
    return JSON.stringify(withLabels(i) ? { message, label: isAlert ? 1 : 0 } : { message });
  });
}

describe('evaluate with labels', () => {
  it('should learn which errors are alerts, and report more than without labels', async () => {
    const { report, scores } = await evaluate({
      train: lines(600, () => true),
      test: lines(200, () => true),
      supervised: true,
    });
    expect(report).toMatchObject({ units: 200, anomalous: 10, f1: 1, average_precision: 1 });
    const { confusion_matrix, cross_validation, feature_importance, precision_recall_curve } =
      report as SupervisedReport;
    expect(confusion_matrix).toEqual({
      true_positives: 10,
      false_positives: 0,
      false_negatives: 0,
      true_negatives: 190,
    });
    expect(cross_validation.split).toEqual({ method: 'time', folds: 5, blocks: 20 });
    expect(cross_validation).toMatchObject({ labelled: 600, anomalous: 30 });
    expect(cross_validation.f1).toBeGreaterThan(0.95);
    expect(feature_importance.length).toBeGreaterThan(0);
    expect(precision_recall_curve?.length).toBeLessThanOrEqual(100);
    expect(scores[7].score).toBeGreaterThan(scores[13].score);
  });

  it('should learn from a file of which only a part has labels', async () => {
    const { report } = await evaluate({
      train: lines(600, (i) => i % 2 === 1),
      test: lines(200, () => true),
      supervised: true,
      detectors: ['random_forest', 'logistic_regression'],
    });
    expect(report.roc_auc).toBe(1);
    expect(Object.keys(report.by_detector)).toEqual(['random_forest', 'logistic_regression']);
  });

  it('should never look at the labels of the test file', async () => {
    const judge = async (withLabels: boolean) =>
      (
        await evaluate({
          train: lines(600, () => true),
          test: lines(200, () => withLabels),
          supervised: true,
        })
      ).scores;
    expect(await judge(false)).toEqual(await judge(true));
  });

  it('should say what is missing', async () => {
    const test = lines(50, () => true);
    const none = evaluate({ train: lines(50, () => false), test, supervised: true });
    await expect(none).rejects.toThrow(EvaluateError);
    await expect(none).rejects.toThrow(/no labels to learn from/);
    const one = evaluate({ train: lines(60, (i) => i % 20 !== 7), test, supervised: true });
    await expect(one).rejects.toThrow(/both kinds; there are 0 anomalous/);
    const unknown = evaluate({ train: test, test, supervised: true, detectors: ['magic'] });
    await expect(unknown).rejects.toThrow(/"magic"/);
  });
});

describe('timeFolds', () => {
  it('should keep stretches of time whole and give each fold its part of the anomalous', () => {
    const labels = Int8Array.from({ length: 200 }, (_, i) => (i % 20 < 2 ? 1 : 0));
    const folds = timeFolds(labels);
    for (let unit = 0; unit < 200; unit += 10)
      expect(new Set(folds?.fold.subarray(unit, unit + 10)).size).toBe(1);
    for (let fold = 0; fold < 5; fold++)
      expect(labels.filter((label, i) => label === 1 && folds?.fold[i] === fold)).toHaveLength(4);
  });

  it('should part a single burst in two, and give up on a single anomalous unit', () => {
    const burst = new Int8Array(200).fill(0).fill(1, 100, 104);
    expect(timeFolds(burst)).toMatchObject({ folds: 2, blocks: 2 });
    expect(timeFolds(burst)?.fold[101]).toBe(0);
    expect(timeFolds(burst)?.fold[102]).toBe(1);
    expect(timeFolds(new Int8Array(200).fill(1, 100, 101))).toBeUndefined();
  });
});

describe('bestThreshold', () => {
  it('should take the middle of the widest gap that labels allow', () => {
    const odds = Float64Array.of(4, 3, -1, -2, -3);
    const known = Int8Array.of(1, -1, -1, 0, 0);
    expect(bestThreshold(odds, { known })).toBe(1);
    expect(ownOdds(odds, { known })).toBe(0.5);
  });

  it('should let suspicions decide what labels leave open', () => {
    const odds = Float64Array.of(4, 3, -1, -2, -3);
    const known = Int8Array.of(1, -1, -1, 0, 0);
    const suspected = Uint8Array.of(1, 0, 0, 0, 0);
    expect(bestThreshold(odds, { known, suspected })).toBe(3.5);
  });
});

describe('precisionRecallCurve', () => {
  it('should have a point for each distinct score', () => {
    const curve = precisionRecallCurve(Float64Array.of(3, 2, 2, 1), Uint8Array.of(1, 1, 0, 0));
    expect(curve).toEqual([
      { threshold: 3, precision: 1, recall: 0.5 },
      { threshold: 2, precision: 2 / 3, recall: 1 },
      { threshold: 1, precision: 0.5, recall: 1 },
    ]);
  });
});
