import {
  trainPipeline,
  type TrainedPipeline,
  type TrainOptions,
} from '../../../../sidecar/pipeline';
import { foldRepeats } from '../../../../sidecar/pipeline/fold_repeats';
import type { LogEvent } from '../../../../sidecar/pipeline/parse';

const START_MS = 1_760_000_000_000;

const event = (raw: string, i: number, more: Partial<LogEvent> = {}): LogEvent => ({
  raw,
  timestampMs: START_MS + i * 1_000,
  level: 'info',
  host: 'web-1',
  service: 'shop',
  sourceIp: '',
  ...more,
});

const shopLines = (count: number): LogEvent[] =>
  Array.from({ length: count }, (_, i) =>
    event(
      i % 4 === 0 ? `cache ${i % 5} refreshed` : `request ${i} served in ${10 + (i % 7)} ms`,
      i,
    ),
  );

async function train(
  events: LogEvent[],
  options: Partial<TrainOptions> = {},
): Promise<TrainedPipeline> {
  const source = async function* () {
    yield events;
  };
  const steps = trainPipeline(source, { seed: 1, alertBudgetPerDay: 10, ...options });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

describe('repeated lines', () => {
  it('should be folded where nothing differs that a feature looks at', () => {
    const events = [
      event('a', 0),
      event('a', 1),
      event('b', 2),
      event('a', 3, { host: 'web-2' }),
      event('a', 3_600),
      event('a', 4, { level: 'error' }),
    ];
    const { unique, of } = foldRepeats(events, () => true);
    expect([...of]).toEqual([0, 0, 1, 2, 3, 4]);
    expect(unique.map(({ raw }) => raw)).toEqual(['a', 'b', 'a', 'a', 'a']);
    const learned = foldRepeats(events.slice(0, 2), ({ timestampMs }) => timestampMs === START_MS);
    expect([...learned.of]).toEqual([0, 1]);
  });

  it('should get the scores, templates and reasons that they get one by one', async () => {
    const pipeline = await train(shopLines(800));
    const lines = ['request 1 served in 12 ms', 'disk on fire', 'cache 2 refreshed'];
    const events = Array.from({ length: 60 }, (_, i) => event(lines[i % 3], i));
    const together = pipeline.scoreBatch(events, { reasons: 'all' });
    events.forEach((one, i) => {
      const alone = pipeline.scoreBatch([one], { reasons: 'all' });
      expect(together.scores[i]).toBe(alone.scores[0]);
      expect(together.template(i)).toEqual(alone.template(0));
      expect(together.reasons(i)).toEqual(alone.reasons(0));
      for (const [name, scores] of Object.entries(together.detectorScores))
        expect(scores[i]).toBe(alone.detectorScores[name][0]);
    });
  });
});

describe('the rule of the threshold', () => {
  it('should be the mean and one standard deviation where that is asked for', async () => {
    const events = shopLines(800);
    const budget = await train(events);
    const loose = await train(events, { thresholdRule: 'mean_plus_std' });
    expect(loose.info.threshold).toBeLessThan(budget.info.threshold);
    const only = await train(events, {
      thresholdRule: 'mean_plus_std',
      detectors: ['autoencoder'],
    });
    const { flagged } = only.scoreBatch(events);
    const share = flagged.reduce((sum, flag) => sum + flag, 0) / events.length;
    // Of a normal distribution 16 % lie above; errors have a longer tail and fewer above.
    expect(share).toBeLessThan(0.35);
    expect(only.info.threshold).toBeGreaterThan(0);
  });
});

describe('a pattern that was marked as a true anomaly', () => {
  it('should not be learned as normal when a model is trained again', async () => {
    const events = shopLines(800);
    for (let i = 0; i < 800; i += 10) events[i] = event(`pool exhausted, ${i % 9} waiting`, i);
    const before = await train(events);
    const bad = event('pool exhausted, 3 waiting', 900);
    const first = before.scoreBatch([bad], { reasons: 'all' });
    const templateId = first.template(0).id;
    const after = await train(events, { anomalousPatterns: [{ templateId, host: 'web-1' }] });
    const second = after.scoreBatch([bad], { reasons: 'all' });
    expect(second.scores[0]).toBeGreaterThan(first.scores[0] + 10);
    expect(second.template(0).id).toBe(templateId);
    expect(after.info.notes.join('\n')).toContain('80 lines of patterns that were marked');
    const elsewhere = await train(events, { anomalousPatterns: [{ templateId, host: 'web-7' }] });
    expect(elsewhere.scoreBatch([bad]).scores[0]).toBeCloseTo(first.scores[0], 6);
  });
});
