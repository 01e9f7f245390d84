import { trainPipeline, type TrainedPipeline } from '../../../../../sidecar/pipeline';
import type { LogEvent } from '../../../../../sidecar/pipeline/parse';

/**
 * Reasons are true: where the cause that a reason names is taken out of the line, the score falls.
 */
describe('the reasons of a line', () => {
  const START_MS = Date.UTC(2026, 0, 5);
  const HOUR_MS = 3_600_000;

  const event = (raw: string, more: Partial<LogEvent> = {}): LogEvent => ({
    raw,
    timestampMs: START_MS + 5 * 24 * HOUR_MS + 10 * HOUR_MS,
    level: 'info',
    host: 'web-1',
    service: 'shop',
    sourceIp: '',
    ...more,
  });

  let pipeline: TrainedPipeline;

  beforeAll(async () => {
    const users = ['ann', 'ben', 'cat', 'dan', 'eve'];
    const events = Array.from({ length: 6_000 }, (_, i) => {
      const timestampMs = START_MS + Math.floor(i / 1_000) * 24 * HOUR_MS + (8 + (i % 9)) * HOUR_MS;
      const host = `web-${1 + (i % 3)}`;
      if (i % 5 === 0)
        return event(`login of ${users[i % 4]} took ${20 + ((i / 5) % 30)} ms`, {
          timestampMs,
          host,
        });
      if (i % 97 === 0) return event('cache refreshed', { timestampMs, host, level: 'warn' });
      return event(`request ${i} served in ${10 + (i % 40)} ms`, { timestampMs, host });
    });
    // Hours outside of the working day were watched, too: something else wrote then.
    for (let day = 0; day < 6; day++)
      for (let hour = 0; hour < 24; hour++)
        for (let k = 0; k < 3; k++)
          events.push(
            event('heartbeat sent', {
              timestampMs: START_MS + (day * 24 + hour) * HOUR_MS + k,
              service: 'beat',
            }),
          );
    events.sort((a, b) => a.timestampMs - b.timestampMs);
    const source = async function* () {
      yield events;
    };
    const steps = trainPipeline(source, { seed: 1, alertBudgetPerDay: 10 });
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    pipeline = step.value;
  });

  const scoreOf = (one: LogEvent) => pipeline.scoreBatch([one]).scores[0];

  function reasonsOf(one: LogEvent) {
    const scores = pipeline.scoreBatch([one], { reasons: 'all' });
    return scores.reasons(0);
  }

  const usual = event('login of ann took 31 ms');

  it.each([
    ['level', event('login of ann took 31 ms', { level: 'error' }), usual],
    ['new_host', event('login of ann took 31 ms', { host: 'db-9' }), usual],
    ['new_service', event('login of ann took 31 ms', { service: 'cron' }), usual],
    ['unusual_hour', { ...usual, timestampMs: START_MS + 5 * 24 * HOUR_MS + 3 * HOUR_MS }, usual],
    ['unusual_number', event('login of ann took 900000 ms'), usual],
    ['new_pattern', event('kernel panic in module nfs'), usual],
  ])('should name %s, and the score should fall without it', (kind, strange, without) => {
    expect(reasonsOf(strange).map((reason) => reason.kind)).toContain(kind);
    expect(scoreOf(strange)).toBeGreaterThan(scoreOf(without) + 5);
  });

  it('should fall without either of two causes, and share the score out between them', () => {
    const strange = event('login of ann took 900000 ms', { level: 'warn' });
    const reasons = reasonsOf(strange);
    const without: Record<string, LogEvent> = {
      level: { ...strange, level: 'info' },
      unusual_number: { ...strange, raw: 'login of ann took 31 ms' },
    };
    const named = reasons.filter(({ kind }) => kind in without);
    expect(named.map(({ kind }) => kind).sort()).toEqual(['level', 'unusual_number']);
    const falls = named.map(({ kind }) => scoreOf(strange) - scoreOf(without[kind]));
    for (const fall of falls) expect(fall).toBeGreaterThan(0);
    const total = reasons.reduce((sum, { contribution }) => sum + contribution, 0);
    expect(total).toBeCloseTo(scoreOf(strange), 9);
  });

  it('should mark the very token, and the score should fall when it is replaced', () => {
    const strange = event('login of ann took 900000 ms');
    const [reason] = reasonsOf(strange).filter(({ token }) => token !== undefined);
    expect(reason.token).toBe('900000');
    expect(
      scoreOf({ ...strange, raw: strange.raw.replace(reason.token ?? '', '31') }),
    ).toBeLessThan(scoreOf(strange) - 5);
  });
});
