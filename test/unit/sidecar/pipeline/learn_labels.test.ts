import { drainAsync } from './drain_async';
import { learnLabels, TrainedPipeline, trainPipeline } from '../../../../sidecar/pipeline';
import type { LogEvent } from '../../../../sidecar/pipeline/parse';
import { LabelsError } from '../../../../sidecar/pipeline/supervised';

const START_MS = Date.parse('2024-03-01T00:00:00Z');

const line = (i: number, raw: string, more: Partial<LogEvent> = {}): LogEvent => ({
  raw,
  timestampMs: START_MS + i * 1_000,
  level: 'info',
  host: 'web-1',
  service: 'shop',
  sourceIp: '',
  ...more,
});
const usual = (i: number) =>
  line(
    i,
    i % 3 === 0 ? `cart ${i} loaded in ${i % 40} ms` : `order ${i} stored by worker ${i % 7}`,
  );
const BAD = ['payment ledger corrupt at entry', 'stock ledger corrupt after crash'];
const FINE = ['nightly audit finished with findings', 'weekly audit finished with findings'];

const events = Array.from({ length: 3_000 }, (_, i) => {
  if (i % 100 === 40) return line(i, `${BAD[(i / 100) & 1]} ${i}`);
  return i % 100 === 80 ? line(i, `${FINE[(i / 100) & 1]} ${i}`) : usual(i);
});
/** What analysts said; the rest has no label. */
const known = Int8Array.from(events, (_, i) => (i % 100 === 40 ? 1 : i % 100 === 80 ? 0 : -1));

const LATER = 86_400;
/** As strange as can be: patterns that training never saw, from hosts that it never saw. */
const likeBad = line(LATER, 'invoice ledger corrupt before flush 77', { host: 'web-9' });
const likeFine = line(LATER, 'nightly audit finished with findings 9123', { host: 'web-9' });
const unknownWord = line(LATER, 'nightly audit finished with explosions 9123', { host: 'web-9' });
const plain = usual(LATER);
const news = [likeBad, likeFine, unknownWord, plain];

describe('learnLabels', () => {
  let before: TrainedPipeline;
  let after: TrainedPipeline;

  beforeAll(async () => {
    const source = async function* () {
      yield events.filter((_, i) => known[i] < 0);
    };
    before = await drainAsync(trainPipeline(source, { seed: 1, alertBudgetPerDay: 20 }));
    after = await learnLabels(before, { events, known }, { seed: 1 });
  });

  it('should leave a pipeline without labels as it is', () => {
    const batch = before.scoreBatch(news);
    expect(batch.scores).toEqual(batch.unsupervised);
    expect(batch.detectorScores).not.toHaveProperty('classifier');
    expect(before.info.classifier).toBeUndefined();
  });

  it('should flag what is like lines labelled anomalous and release what is like lines labelled normal', () => {
    const own = before.scoreBatch(news);
    expect([...own.flagged]).toEqual([1, 1, 1, 0]);
    const batch = after.scoreBatch(news);
    expect(batch.unsupervised).toEqual(own.scores);
    expect([...batch.flagged]).toEqual([1, 0, 1, 0]);
    expect(batch.detectorScores.classifier[0]).toBeGreaterThan(50);
    expect(batch.detectorScores.classifier[1]).toBeLessThan(50);
    expect(batch.scores[0]).toBeGreaterThanOrEqual(own.scores[0]);
    expect(batch.scores[3]).toBe(own.scores[3]);
  });

  it('should give reasons that add up to the score and name the words that labels taught', () => {
    const batch = after.scoreBatch(news, { reasons: 'all' });
    news.forEach((_, i) => {
      const sum = batch.reasons(i).reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(batch.scores[i], 9);
    });
    const bad = batch.reasons(0).filter(({ detector }) => detector === 'classifier');
    expect(bad[0]).toMatchObject({ kind: 'labelled_anomalous' });
    expect(bad.map(({ text }) => text).join()).toMatch(/"(ledger|corrupt)"/);
    expect(bad.every(({ contribution }) => contribution > 0)).toBe(true);
    const fine = batch.reasons(1).filter(({ detector }) => detector === 'classifier');
    expect(fine[0]).toMatchObject({ kind: 'labelled_normal' });
    expect(fine.map(({ text }) => text).join()).toMatch(/"(audit|finished|findings)"/);
    expect(fine.every(({ contribution }) => contribution < 0)).toBe(true);
    expect(batch.reasons(3).some(({ detector }) => detector === 'classifier')).toBe(false);
  });

  it('should lower the probability when the named words are taken out of the line', () => {
    const without = { ...likeBad, raw: likeBad.raw.replace('ledger corrupt', 'cart loaded') };
    const { classifier } = after.scoreBatch([likeBad, without]).detectorScores;
    expect(classifier[1]).toBeLessThan(classifier[0] / 2);
  });

  it('should score alike after a round trip, whatever else is in the batch', () => {
    const loaded = TrainedPipeline.fromBytes(after.toBytes());
    const batch = loaded.scoreBatch(news, { reasons: 'all' });
    const expected = after.scoreBatch(news, { reasons: 'all' });
    expect(batch.scores).toEqual(expected.scores);
    expect(batch.detectorScores).toEqual(expected.detectorScores);
    expect(batch.reasons(0)).toEqual(expected.reasons(0));
    expect(loaded.scoreBatch([likeBad]).scores[0]).toBe(expected.scores[0]);
    expect(loaded.info.classifier).toEqual(after.info.classifier);
  });

  it('should say how good it is and what it rests on', () => {
    const { report, unlabelled, thresholdPct } = after.info.classifier as NonNullable<
      typeof after.info.classifier
    >;
    expect(report).toMatchObject({
      labelled: 60,
      anomalous: 30,
      split: { method: 'time' },
      confusion_matrix: { true_positives: 30, false_positives: 0 },
    });
    expect(unlabelled).toBe(2_940);
    expect(thresholdPct).toBeGreaterThan(0);
    expect(thresholdPct).toBeLessThan(100);
    expect(report.precision_recall_curve.at(-1)?.recall).toBe(1);
    expect(report.feature_importance.length).toBeGreaterThan(0);
  });

  it('should refuse labels of one kind', async () => {
    const one = known.map((label) => (label === 0 ? -1 : label));
    const attempt = learnLabels(before, { events, known: one }, { seed: 1 });
    await expect(attempt).rejects.toThrow(LabelsError);
  });
});

describe('trainPipeline', () => {
  it('should refuse detectors that learn from labels before it reads anything', async () => {
    const source = () => {
      throw new Error('read');
    };
    const training = trainPipeline(source, {
      seed: 1,
      alertBudgetPerDay: 20,
      detectors: ['rarity', 'random_forest'],
    });
    await expect(training.next()).rejects.toThrow('"random_forest" learns from labels');
  });
});
