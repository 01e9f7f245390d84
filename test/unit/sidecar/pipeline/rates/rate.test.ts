import { rate, type RateModel, type WindowBatch } from '../../../../../sidecar/pipeline/rates';
import { BundleError, decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { poisson } from '../../forecast/made_series';
import { fitAll } from '../detectors/fit_all';
import {
  batchOf,
  clumps,
  DAY_MS,
  INTERVAL_MS,
  madeWindows,
  START_MS,
  WINDOWS_A_DAY,
  type MadeWindow,
  type MakeCount,
} from './made_windows';

const TEMPLATES = 10;
/** Template 0 comes 20 times a window, the last one once in 50 windows. */
const meanOf = (template: number) => (template === 9 ? 0.02 : 20 / (template + 1));
const steady: MakeCount = (random, _hour, t) => poisson(random, meanOf(t));
const byDay: MakeCount = (random, hour, t) =>
  poisson(random, meanOf(t) * (hour >= 8 && hour < 18 ? 1 : 0.03));
const bursty: MakeCount = (random, _hour, t) => clumps(random, meanOf(t));
const STREAMS = [steady, byDay, bursty];
const options = { streams: 3 };

const fitDays = async (days = 7) => {
  const windows = madeWindows(STREAMS, { days, templates: TEMPLATES });
  const detector = rate();
  const { fitted, trainingScores } = await fitAll(detector, [batchOf(windows, options)]);
  return { detector, fitted: fitted as RateModel, trainingScores, windows };
};
let learned: Awaited<ReturnType<typeof fitDays>>;
beforeAll(async () => {
  learned = await fitDays();
});

const later = { startMs: START_MS + 7 * DAY_MS, templates: TEMPLATES, seed: 99 };
const at = (stream: number, hour: number, counts: number[]): MadeWindow => ({
  stream,
  startMs: later.startMs + hour * 3_600_000,
  counts,
});
const usual = Array.from({ length: TEMPLATES }, (_, t) => Math.round(meanOf(t)));
const changed = (template: number, count: number) =>
  usual.map((value, t) => (t === template ? count : value));
const score = (...windows: MadeWindow[]) => learned.fitted.score(batchOf(windows, options));
const featuresOf = (window: MadeWindow) =>
  learned.fitted.explain(batchOf([window], options), 0).map(({ feature }) => feature);

describe('the rate detector', () => {
  it.each([
    ['steady', 0],
    ['daily', 1],
    ['bursty', 2],
  ])('should raise few false alarms on a %s stream', (_name, stream) => {
    const fresh = madeWindows(STREAMS, { days: 3, ...later }).filter((w) => w.stream === stream);
    const scores = score(...fresh);
    for (const rarity of [50, 200]) {
      const share = scores.filter((nats) => nats > Math.log(rarity)).length / scores.length;
      // Nominally 1/rarity; counts are whole numbers, so it is less often that.
      expect(share).toBeLessThan(1.5 / rarity);
    }
  });

  it('should judge training windows much like new ones', () => {
    const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
    const fresh = score(...madeWindows(STREAMS, { days: 3, ...later }));
    expect(Math.abs(mean(learned.trainingScores()) - mean(fresh))).toBeLessThan(0.1);
  });

  it('should find a burst, and name it', () => {
    expect(score(at(0, 12, changed(3, 60)))[0]).toBeGreaterThan(30);
    expect(featuresOf(at(0, 12, changed(3, 60)))[0]).toBe('template:3');
    expect(score(at(0, 12, usual))[0]).toBeLessThan(2);
  });

  it('should be calmer about a burst where bursts are usual', () => {
    const [calm, steadyScore] = score(at(2, 12, changed(3, 20)), at(0, 12, changed(3, 20)));
    expect(calm).toBeLessThan(5);
    expect(steadyScore).toBeGreaterThan(calm + 3);
  });

  it('should find what stopped, and name it', () => {
    expect(score(at(0, 12, changed(0, 0)))[0]).toBeGreaterThan(8);
    expect(featuresOf(at(0, 12, changed(0, 0)))[0]).toBe('template:0');
  });

  it('should find a stream that fell silent, and name it', () => {
    const silent = at(0, 12, new Array<number>(TEMPLATES).fill(0));
    expect(score(silent)[0]).toBeGreaterThan(20);
    expect(featuresOf(silent)[0]).toBe('stream');
  });

  it('should not miss what never was regular', () => {
    const scores = score(at(0, 12, changed(9, 0)), at(0, 12, changed(9, 1)));
    expect(scores[0]).toBeLessThan(1);
    expect(featuresOf(at(0, 12, changed(9, 0)))).not.toContain('template:9');
  });

  it('should know the day: the night is no anomaly, daytime counts at night are', () => {
    const night = usual.map((value) => Math.round(value * 0.03));
    const [quietNight, quietNoon, busyNight, busyNoon] = score(
      at(1, 3, night),
      at(1, 12, night),
      at(1, 3, usual),
      at(1, 12, usual),
    );
    expect(quietNight).toBeLessThan(2);
    expect(busyNoon).toBeLessThan(2);
    expect(quietNoon).toBeGreaterThan(10);
    expect(busyNight).toBeGreaterThan(10);
  });

  it('should find a burst of new templates strange, and one new line hardly', () => {
    const withNew = (count: number) => [...usual, count];
    const [one, many] = score(at(0, 12, withNew(1)), at(0, 12, withNew(40)));
    expect(many).toBeGreaterThan(10);
    expect(one).toBeLessThan(many / 2);
    expect(featuresOf(at(0, 12, withNew(40)))[0]).toBe('rest');
  });

  it('should have nothing to say of a stream that it never saw', () => {
    const [score0] = score(at(-1, 12, changed(3, 500)));
    expect(score0).toBe(0);
    expect(featuresOf(at(-1, 12, changed(3, 500)))).toEqual([]);
  });

  it('should explain all of the score', () => {
    for (const window of [at(0, 12, changed(3, 60)), at(1, 3, usual), at(2, 5, changed(0, 0))]) {
      const batch = batchOf([window], options);
      const sum = learned.fitted.explain(batch, 0).reduce((total, { value }) => total + value, 0);
      expect(sum).toBeCloseTo(learned.fitted.score(batch)[0], 9);
    }
  });

  it('should score a window the same whatever stands beside it', () => {
    const windows = [at(0, 12, changed(3, 60)), at(1, 3, usual), at(0, 12, usual)];
    const together = score(...windows);
    windows.forEach((window, i) => expect(score(window)[0]).toBe(together[i]));
  });

  it('should say what is usual', () => {
    const noon = learned.fitted.expected(1, 0, later.startMs + 12 * 3_600_000)!;
    expect(Math.abs(noon.mean - 20)).toBeLessThan(1);
    expect(noon.low).toBeLessThan(15);
    expect(noon.high).toBeGreaterThan(25);
    const night = learned.fitted.expected(1, 0, later.startMs)!;
    expect(Math.abs(night.mean - 0.6)).toBeLessThan(0.3);
    const twice = learned.fitted.expected(0, null, later.startMs, 2 * INTERVAL_MS)!;
    const once = learned.fitted.expected(0, null, later.startMs)!;
    expect(twice.mean).toBeCloseTo(2 * once.mean, 9);
    expect(learned.fitted.expected(0, 77, later.startMs)).toBeNull();
    expect(learned.fitted.expected(3, 0, later.startMs)).toBeNull();
  });
});

describe('training of the rate detector', () => {
  it('should judge a burst in the training data without itself', async () => {
    const windows = madeWindows([steady], { days: 2, templates: TEMPLATES });
    windows[100].counts[4] = 400;
    const { trainingScores } = await fitAll(rate(), [batchOf(windows)]);
    const scores = trainingScores();
    expect(scores.indexOf(Math.max(...scores))).toBe(100);
    expect(scores[100]).toBeGreaterThan(20);
  });

  it('should not take bursts in 2 % of the training windows for usual', async () => {
    const windows = madeWindows([steady], { days: 2, templates: TEMPLATES });
    windows.forEach((window, i) => {
      if (i % 50 === 0) window.counts[4] = 400;
    });
    const { fitted } = await fitAll(rate(), [batchOf(windows)]);
    expect(Math.abs((fitted as RateModel).expected(0, 4, START_MS)!.mean - 4)).toBeLessThan(0.5);
    expect(fitted.score(batchOf([at(0, 12, changed(4, 100))]))[0]).toBeGreaterThan(10);
  });

  it('should be without hours where there is but one day', async () => {
    const windows = madeWindows([byDay], { days: 1, templates: TEMPLATES });
    const { fitted } = await fitAll(rate(), [batchOf(windows)]);
    const meanAt = (hour: number) =>
      (fitted as RateModel).expected(0, 0, START_MS + hour * 3_600_000)?.mean;
    expect(meanAt(3)).toBeGreaterThan(0);
    expect(meanAt(3)).toBe(meanAt(12));
  });

  it('should hold so many series and pool the others', async () => {
    const windows = madeWindows([steady], { days: 1, templates: TEMPLATES });
    const { fitted } = await fitAll(rate({ maxSeries: 3 }), [batchOf(windows)]);
    const model = fitted as RateModel;
    expect(model.expected(0, 0, START_MS)).not.toBeNull();
    expect(model.expected(0, 8, START_MS)).toBeNull();
    const usualScore = model.score(batchOf([at(0, 12, usual)]))[0];
    expect(usualScore).toBeLessThan(2);
    expect(model.score(batchOf([at(0, 12, changed(8, 80))]))[0]).toBeGreaterThan(10);
  });

  it('should be the same whether the windows come at once or in parts', async () => {
    const whole = learned.fitted.toBytes();
    const half = learned.windows.length / 2;
    const parts = [learned.windows.slice(0, half), learned.windows.slice(half)];
    const { fitted } = await fitAll(
      rate(),
      parts.map((part) => batchOf(part, options)),
    );
    expect(fitted.toBytes()).toEqual(whole);
  });

  it('should refuse nothing at all, and windows of different lengths', async () => {
    await expect(fitAll(rate(), [])).rejects.toThrow(/no windows/);
    const batch = batchOf([at(0, 1, usual)]);
    const longer: WindowBatch = { ...batch, intervalMs: 2 * INTERVAL_MS };
    await expect(fitAll(rate(), [batch, longer])).rejects.toThrow(/different lengths/);
  });

  it('should stop when asked to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const batch = batchOf([at(0, 1, usual)]);
    await expect(fitAll(rate(), [batch], { seed: 1, signal })).rejects.toThrow('enough');
  });

  it('should estimate its memory by what it has to hold', () => {
    const size = { units: WINDOWS_A_DAY, columns: 0, events: 10_000, templates: 100 };
    const more = { ...size, events: 20_000 };
    expect(rate().memoryBytes(more)).toBeGreaterThan(rate().memoryBytes(size));
  });
});

describe('bytes of the rate detector', () => {
  it('should give a detector that scores alike', () => {
    const loaded = learned.detector.fromBytes(learned.fitted.toBytes());
    const batch = batchOf(madeWindows(STREAMS, { days: 1, ...later }), options);
    expect(loaded.score(batch)).toEqual(learned.fitted.score(batch));
    expect(loaded.toBytes()).toEqual(learned.fitted.toBytes());
  });

  it('should be refused where they do not fit together', () => {
    const { statistics } = learned.fitted.rates;
    const { intervalMs, streams, ...arrays } = statistics;
    const load = (meta: object, changedArrays: object) => () =>
      learned.detector.fromBytes(
        encodeBundle(
          'detector:rate',
          { intervalMs, streams, ...meta },
          {
            ...arrays,
            ...changedArrays,
          },
        ),
      );
    expect(load({}, {})).not.toThrow();
    const offsets = Int32Array.from(statistics.offsets);
    offsets[1] = 10_000;
    for (const refused of [
      load({ intervalMs: 0 }, {}),
      load({ streams: 2 }, {}),
      load({ streams: -1 }, {}),
      load({}, { offsets }),
      load({}, { sums: statistics.sums.map(() => NaN) }),
      load({}, { excess: statistics.excess.subarray(1) }),
    ])
      expect(refused).toThrow(BundleError);
    expect(() => decodeBundle(learned.fitted.toBytes(), 'detector:rarity')).toThrow(BundleError);
  });
});
