import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  BundleError,
  TrainedPipeline,
  TrainingError,
  type TrainProgress,
} from '../../../../sidecar/pipeline';
import { LineParser, type LogEvent } from '../../../../sidecar/pipeline/parse';
import { event, shopLines, sourceOf, train } from './event_streams';
import { trainPipeline } from '../../../../sidecar/pipeline';

const usual = 'request from user bob answered with status 200 size 4000';
const strange: [string, LogEvent, RegExp][] = [
  ['a pattern never seen', event('disk sda1 is going away soon'), /pattern "disk .* never seen/],
  [
    'a user never seen',
    event('request from user mallory answered with status 200 size 4000'),
    /user mallory was never seen before/,
  ],
  [
    'a status never seen',
    event('request from user bob answered with status 500 size 4000'),
    /status 500 was never seen before/,
  ],
  [
    'a number far off',
    event('request from user bob answered with status 200 size 99000000'),
    /size 99000000 is far off its usual range of [\d,]+ to [\d,]+/,
  ],
  ['a service never seen', event(usual, { service: 'billing' }), /billing/],
  ['a level never seen', event(usual, { level: 'error' }), /level ERROR/],
  ['a host never seen', event(usual, { host: 'db-7' }), /host db-7 was never seen before/],
];

describe('a trained pipeline', () => {
  const lines = shopLines(6000);
  let pipeline: TrainedPipeline;
  let bytes: Uint8Array;
  const progress: TrainProgress[] = [];
  beforeAll(async () => {
    pipeline = await train(lines, {}, progress);
    bytes = pipeline.toBytes();
  });

  it('should say what it was trained on', () => {
    expect(pipeline.info).toMatchObject({
      lines: 6000,
      skipped: 0,
      templates: 4,
      detectors: ['rarity', 'isolation_forest'],
      seed: 1,
      alertBudgetPerDay: 10,
    });
    // A line a minute.
    expect(pipeline.info.linesPerDay).toBeGreaterThan(1440 / 1.05);
    expect(pipeline.info.linesPerDay).toBeLessThan(1440 * 1.05);
    expect(pipeline.info.days).toBeCloseTo(6000 / 1440, 0);
    const importance = pipeline.info.featureImportance.reduce((sum, f) => sum + f.importance, 0);
    expect(importance).toBeCloseTo(1, 9);
    expect(pipeline.info.notes.join(' ')).toMatch(/weekly rhythms are not known/);
  });

  it('should report rising progress with phases', () => {
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[fractions.length - 1]).toBe(1);
    expect(new Set(progress.map(({ phase }) => phase)).size).toBeGreaterThanOrEqual(4);
  });

  it('should list its patterns with counts and times', () => {
    const patterns = pipeline.patterns();
    expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(6000);
    expect(new Set(patterns.map(({ id }) => id)).size).toBe(4);
    for (const { firstMs, lastMs } of patterns) expect(firstMs).toBeLessThan(lastMs);
  });

  it('should leave usual lines alone', () => {
    const { scores, flagged } = pipeline.scoreBatch(shopLines(1440, 77));
    // A day of lines on a budget of ten.
    expect(flagged.filter(Boolean).length).toBeLessThan(25);
    expect(scores.filter((score) => score >= 50).length).toBeLessThan(10);
  });

  it.each(strange)('should flag %s and say so', (_what, line, words) => {
    const batch = pipeline.scoreBatch([line]);
    expect(batch.flagged[0]).toBe(1);
    expect(batch.scores[0]).toBeGreaterThan(pipeline.scoreBatch([event(usual)]).scores[0]);
    expect(
      batch
        .reasons(0)
        .map(({ text }) => text)
        .join('; '),
    ).toMatch(words);
  });

  it.each(strange)(
    'should name %s by its token, where there is one, in the raw line',
    (_w, line) => {
      for (const { token } of pipeline.scoreBatch([line]).reasons(0))
        if (token !== undefined) expect(line.raw).toContain(token);
    },
  );

  it('should give reasons that add up to the score, greatest first', () => {
    const events = [...strange.map(([, line]) => line), ...shopLines(300, 5)];
    const batch = pipeline.scoreBatch(events, { reasons: 'all' });
    events.forEach((_, i) => {
      const reasons = batch.reasons(i);
      expect(reasons.length).toBeGreaterThan(0);
      const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(batch.scores[i], 9);
      const contributions = reasons.map(({ contribution }) => contribution);
      expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
      expect(Math.min(...contributions)).toBeGreaterThanOrEqual(0);
    });
  });

  it('should give reasons for flagged lines only, unless asked otherwise', () => {
    const events = [event(usual), strange[0][1]];
    expect(pipeline.scoreBatch(events).reasons(0)).toEqual([]);
    expect(pipeline.scoreBatch(events).reasons(1)).not.toEqual([]);
    expect(pipeline.scoreBatch(events, { reasons: 'none' }).reasons(1)).toEqual([]);
  });

  it('should score a line alike alone, in any batch, and again after others', () => {
    const events = [...shopLines(500, 9), ...strange.map(([, line]) => line)];
    const first = pipeline.scoreBatch(events);
    const alone = events.map((line) => pipeline.scoreBatch([line]).scores[0]);
    expect(Float64Array.from(alone)).toEqual(first.scores);
    pipeline.scoreBatch(
      Array.from({ length: 200 }, (_, i) => event(`something else ${'x'.repeat(i)} happened to y`)),
    );
    const again = pipeline.scoreBatch(events);
    expect(again.scores).toEqual(first.scores);
    expect(again.flagged).toEqual(first.flagged);
    expect(again.template(events.length - 1).id).toBe(first.template(events.length - 1).id);
  });

  it('should not get used to new lines that resemble known ones: their scores depend on themselves', () => {
    const names = 'wolf lynx otter heron finch viper gecko koala moose panda raven squid'.split(
      ' ',
    );
    const events = names.flatMap((name) => [
      event(`cache ${name} in 30 ms`),
      event(`${name} of 30 euro accepted for user bob`),
      event(`a thing for ${name} happened`),
    ]);
    const together = pipeline.scoreBatch(events);
    events.forEach((line, i) => {
      const fresh = TrainedPipeline.fromBytes(bytes).scoreBatch([line]);
      expect(fresh.scores[0]).toBe(together.scores[i]);
      expect(fresh.template(0).id).toBe(together.template(i).id);
    });
  });

  it('should know new patterns as new, again and again, by the same id', () => {
    const line = strange[0][1];
    const first = pipeline.scoreBatch([line]).template(0);
    expect(first.is_new).toBe(true);
    expect(pipeline.scoreBatch([line]).template(0)).toEqual(first);
    expect(pipeline.scoreBatch([event(usual)]).template(0).is_new).toBe(false);
  });

  it('should score and explain alike when it is written and read', () => {
    const read = TrainedPipeline.fromBytes(pipeline.toBytes());
    const events = [...shopLines(400, 11), ...strange.map(([, line]) => line)];
    const before = pipeline.scoreBatch(events, { reasons: 'all' });
    const after = read.scoreBatch(events, { reasons: 'all' });
    expect(after.scores).toEqual(before.scores);
    expect(after.detectorScores).toEqual(before.detectorScores);
    events.forEach((_, i) => {
      expect(after.reasons(i)).toEqual(before.reasons(i));
      expect(after.template(i)).toEqual(before.template(i));
    });
    expect(read.info).toEqual(pipeline.info);
    expect(read.patterns()).toEqual(pipeline.patterns());
  });

  it('should be the same bytes under the same seed', async () => {
    const differs = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) !== 0;
    expect(differs((await train(lines)).toBytes(), bytes)).toBe(false);
    expect(differs((await train(lines, { seed: 2 })).toBytes(), bytes)).toBe(true);
  });

  it('should refuse bytes that are cut or foreign', () => {
    expect(() => TrainedPipeline.fromBytes(bytes.subarray(0, bytes.length >> 1))).toThrow(
      BundleError,
    );
    expect(() => TrainedPipeline.fromBytes(Buffer.from('{}'))).toThrow(/not a model file/);
  });

  it('should take an empty batch, an empty line and a very long one', () => {
    expect(pipeline.scoreBatch([]).scores).toHaveLength(0);
    const batch = pipeline.scoreBatch([event(''), event('a b '.repeat(200_000))], {
      reasons: 'all',
    });
    for (const score of batch.scores) expect(score).toBeGreaterThanOrEqual(0);
    expect(batch.reasons(1)[0].text.length).toBeLessThan(300);
  });
});

describe('training', () => {
  it('should flag more on a greater budget', async () => {
    const lines = shopLines(4000, 3);
    const thresholds = [];
    for (const alertBudgetPerDay of [1, 10, 100])
      thresholds.push((await train(lines, { alertBudgetPerDay })).info.threshold);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => b - a));
    expect(thresholds[0]).toBeGreaterThan(thresholds[2]);
  });

  it('should say that a budget is larger than what can be strange', async () => {
    const { info } = await train(shopLines(2000), { alertBudgetPerDay: 5000 });
    expect(info.notes.join(' ')).toMatch(/no more than one line in 20 is flagged/);
    expect(info.threshold).toBeGreaterThan(15);
  });

  it('should leave severity out when told to', async () => {
    const lines = shopLines(3000, 3);
    const line = event('cache refreshed in 40 ms', { level: 'fatal' });
    const withPrior = (await train(lines)).scoreBatch([line], { reasons: 'all' });
    const without = (await train(lines, { severityPrior: false })).scoreBatch([line], {
      reasons: 'all',
    });
    expect(withPrior.reasons(0).map(({ kind }) => kind)).toContain('level');
    expect(without.reasons(0).map(({ kind }) => kind)).not.toContain('level');
  });

  it.each([['rarity'], ['isolation_forest']])('should work with %s alone', async (name) => {
    const pipeline = await train(shopLines(2000), { detectors: [name] });
    const { scores, detectorScores } = pipeline.scoreBatch([event(usual), strange[0][1]]);
    expect(scores[1]).toBeGreaterThan(scores[0]);
    expect(Object.keys(detectorScores)).toEqual([name]);
  });

  it('should take lines without times and say what that means', async () => {
    const lines = shopLines(500).map((line) => ({ ...line, timestampMs: NaN }));
    const { info } = await train(lines);
    expect(info).toMatchObject({ firstMs: NaN, lastMs: NaN, linesPerDay: 500 });
    expect(info.notes.join(' ')).toMatch(/No line carries a time/);
    const read = TrainedPipeline.fromBytes((await train(lines)).toBytes());
    expect(read.info).toEqual(info);
  });

  it('should not let a few broken clocks stretch the period', async () => {
    const lines = shopLines(3000);
    lines[5].timestampMs = 0;
    lines[6].timestampMs = Date.UTC(2090, 1, 1);
    expect((await train(lines)).info.linesPerDay).toBeGreaterThan(1440 / 1.1);
  });

  it('should work on very few lines', async () => {
    for (const count of [1, 2, 9]) {
      const pipeline = await train(shopLines(count));
      expect(pipeline.info.notes.join(' ')).toMatch(/scores are rough/);
      expect(pipeline.scoreBatch(shopLines(5, 8)).scores.every((s) => s >= 0 && s <= 100)).toBe(
        true,
      );
    }
  });

  it('should stop at the greatest number of lines and count empty ones', async () => {
    const lines = shopLines(1000);
    lines[3].raw = '';
    const { info } = await train(lines, { maxLines: 600 });
    expect(info).toMatchObject({ lines: 600, skipped: 1 });
    expect(info.notes.join(' ')).toMatch(/stopped after 600 lines/);
  });

  it('should say clearly that there is nothing to learn from', async () => {
    await expect(train([])).rejects.toThrow(TrainingError);
    await expect(train([event(''), event('')])).rejects.toThrow(/All 2 lines are empty/);
  });

  it('should refuse an unknown detector and a budget of nothing', async () => {
    await expect(train(shopLines(10), { detectors: ['magic'] })).rejects.toThrow(/"magic"/);
    await expect(train(shopLines(10), { alertBudgetPerDay: 0 })).rejects.toThrow(/budget/i);
  });

  it('should end when it is aborted', async () => {
    const controller = new AbortController();
    const training = trainPipeline(sourceOf(shopLines(5000)), {
      seed: 1,
      alertBudgetPerDay: 10,
      signal: controller.signal,
    });
    await training.next();
    controller.abort(new Error('cancelled'));
    await expect(training.next()).rejects.toThrow('cancelled');
  });
});

describe('the bundled sample logs', () => {
  const folder = path.join(__dirname, '../../../../dev/samples');
  const read = (name: string, service: string): LogEvent[] => {
    const parser = new LineParser({ service, nowMs: Date.UTC(2017, 6, 1) });
    const text = gunzipSync(readFileSync(path.join(folder, name))).toString('utf8');
    return text
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => parser.parse(line));
  };

  it('should show what an engineer would call strange', async () => {
    expect(existsSync(folder)).toBe(true);
    const events = read('apache_access.log.gz', 'apache');
    const pipeline = await train(events);
    const batch = pipeline.scoreBatch(events);
    const flagged = events.filter((_, i) => batch.flagged[i] === 1).map(({ raw }) => raw);
    // 3.5 days on a budget of ten a day.
    expect(flagged.length).toBeGreaterThan(12);
    expect(flagged.length).toBeLessThan(70);
    expect(flagged.filter((raw) => / 500 /.test(raw)).length).toBeGreaterThanOrEqual(3);
    expect(flagged.some((raw) => /fckeditor/.test(raw))).toBe(true);
  });

  it('should not drown in the usernames of a brute-force attack', async () => {
    const events = read('auth.log.gz', 'auth');
    const pipeline = await train(events);
    const batch = pipeline.scoreBatch(events);
    const worst = Array.from(batch.scores, (_, i) => i)
      .sort((a, b) => batch.scores[b] - batch.scores[a])
      .slice(0, 40)
      .map((i) => events[i].raw);
    expect(worst.filter((raw) => /Invalid user/.test(raw))).toHaveLength(0);
    expect(worst[0]).toMatch(/fatal: Unable to negotiate/);
  });
});
