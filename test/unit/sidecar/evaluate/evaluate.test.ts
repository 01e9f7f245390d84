import { evaluate, EvaluateError } from '../../../../sidecar/evaluate';
import { shopLines } from '../pipeline/event_streams';

const rows = (objects: object[]) => objects.map((object) => JSON.stringify(object));
const shop = (n: number, seed: number) =>
  shopLines(n, seed).map(({ raw, timestampMs }) => ({
    message: raw,
    timestamp: new Date(timestampMs).toISOString(),
    stream: 'web-1',
    label: 0,
  }));
const broken = { message: 'ERROR disk sda1 failed: input/output error', stream: 'web-1', label: 1 };

/** Usual sessions, and one with an event of its own. */
function sessionRows(n: number, anomalous: number[]) {
  return Array.from({ length: n }, (_, i) => {
    const line = (message: string) => ({
      message: `2024-03-01 10:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} INFO ${message}`,
      session: `s${i}`,
      label: anomalous.includes(i) ? 1 : 0,
    });
    const usual = [line('session opened'), line('work done in 12 ms'), line('session closed')];
    return anomalous.includes(i) ? [usual[0], line('retry limit exceeded'), usual[2]] : usual;
  }).flat();
}

describe('evaluate on lines', () => {
  const train = rows(shop(2000, 1));
  const test = rows([...shop(300, 2), broken, ...shop(200, 3), broken]);

  it('should report exactly the keys of the interface, for the whole and for each detector', async () => {
    const { report } = await evaluate({ train, test });
    const accuracy = [
      'precision',
      'recall',
      'f1',
      'best_f1',
      'f1_at_budget',
      'recall_at_fpr1',
      'roc_auc',
      'average_precision',
    ];
    expect(Object.keys(report).sort()).toEqual(
      [
        ...accuracy,
        'units',
        'anomalous',
        'flag_all_f1',
        'lines_per_second',
        'train_seconds',
        'score_seconds',
        'peak_rss_mb',
        'by_detector',
      ].sort(),
    );
    expect(Object.keys(report.by_detector)).toEqual(['rarity', 'isolation_forest']);
    for (const figures of Object.values(report.by_detector))
      expect(Object.keys(figures).sort()).toEqual([...accuracy].sort());
  });

  it('should find the broken disk and count units', async () => {
    const { report, scores } = await evaluate({ train, test });
    expect(report).toMatchObject({ units: 502, anomalous: 2, recall: 1, roc_auc: 1 });
    expect(report.flag_all_f1).toBeCloseTo((2 * 2) / (502 + 2), 12);
    expect(scores).toHaveLength(502);
    expect(scores[300]).toMatchObject({ unit: '301', flagged: true });
  });

  it('should never look at training labels', async () => {
    const lying = rows(shop(2000, 1).map((row) => ({ ...row, label: 1 })));
    const without = rows(shop(2000, 1).map((row) => ({ ...row, label: undefined })));
    const [a, b, c] = await Promise.all(
      [train, lying, without].map(async (lines) => (await evaluate({ train: lines, test })).scores),
    );
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  it('should leave accuracy open where there are no labels', async () => {
    const { report } = await evaluate({
      train,
      test: rows(shop(100, 4).map((row) => ({ ...row, label: undefined }))),
    });
    expect(report).toMatchObject({ anomalous: null, f1: null, roc_auc: null, flag_all_f1: null });
    expect(report.by_detector.rarity.average_precision).toBeNull();
  });

  it('should take a budget, a seed and chosen detectors', async () => {
    const flags = async (budget: number) =>
      (await evaluate({ train, test, budget })).scores.filter(({ flagged }) => flagged).length;
    expect(await flags(100)).toBeGreaterThan(await flags(2));
    const { report } = await evaluate({ train, test, detectors: ['rarity'], seed: 7 });
    expect(Object.keys(report.by_detector)).toEqual(['rarity']);
  });
});

describe('evaluate on sessions', () => {
  it('should judge sessions by their keys', async () => {
    const { report, scores } = await evaluate({
      train: rows(sessionRows(400, [])),
      test: rows(sessionRows(300, [70, 200])),
    });
    expect(report).toMatchObject({ units: 300, anomalous: 2, roc_auc: 1, f1: 1 });
    expect(scores[70]).toMatchObject({ unit: 's70', flagged: true });
    expect(Object.keys(report.by_detector)).toEqual(['nearest_neighbours', 'rare_event', 'bigram']);
  });

  it('should take lines without any time', async () => {
    const timeless = (n: number, anomalous: number[]) =>
      rows(sessionRows(n, anomalous).map((row) => ({ ...row, message: row.message.slice(20) })));
    const { report } = await evaluate({ train: timeless(400, []), test: timeless(300, [70]) });
    expect(report.roc_auc).toBe(1);
  });
});

describe('evaluate on bad input', () => {
  const good = rows(shop(50, 1));

  it.each([
    ['no JSON', [...good, 'not json'], /test file, line 51: this is not JSON/],
    ['no message', ['{"text":"x"}'], /test file, line 1: message/],
    ['a strange label', ['{"message":"x","label":3}'], /line 1: label/],
    ['no time', ['{"message":"x","timestamp":"soon"}'], /"soon" is no time/],
    ['no lines', ['', ' '], /test file holds no lines/],
    [
      'some sessions',
      ['{"message":"a","session":"s"}', '{"message":"b"}'],
      /1 lines have no "session"/,
    ],
    ['sessions in one file', ['{"message":"a","session":"s"}'], /One of the files has sessions/],
  ])('should say what is wrong with %s', async (_what, test, message) => {
    await expect(evaluate({ train: good, test })).rejects.toThrow(message);
    await expect(evaluate({ train: good, test })).rejects.toThrow(EvaluateError);
  });

  it('should refuse options out of range and unknown detectors', async () => {
    await expect(evaluate({ train: good, test: good, top: 2 })).rejects.toThrow(/top/);
    await expect(evaluate({ train: good, test: good, budget: 0 })).rejects.toThrow(/budget/);
    await expect(evaluate({ train: good, test: good, detectors: ['magic'] })).rejects.toThrow(
      /"magic"/,
    );
  });
});
