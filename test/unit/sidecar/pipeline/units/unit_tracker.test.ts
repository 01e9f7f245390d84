import { TrainedPipeline, trainPipeline } from '../../../../../sidecar/pipeline';
import type { LogEvent } from '../../../../../sidecar/pipeline/parse';
import {
  UnitTracker,
  type FoundUnit,
  type UnitOptions,
} from '../../../../../sidecar/pipeline/units';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const HOURS = 12;
const END_MS = START_MS + HOURS * 60 * MINUTE_MS;

const line = (timestampMs: number, service: string, raw: string): LogEvent => ({
  raw,
  timestampMs,
  level: 'info',
  host: 'app-1',
  service,
  sourceIp: '',
});

/** Orders of four steps and a heartbeat. */
function usual(): LogEvent[] {
  const events: LogEvent[] = [];
  for (let i = 0, at = START_MS; at < END_MS; i++, at += 30_000)
    ['received', 'reserved stock for', 'charged the card for', 'shipped'].forEach((step, k) =>
      events.push(line(at + k * 1_000, 'orders', `Order ${step} req-${100_000 + 7 * i}`)),
    );
  for (let at = START_MS; at < END_MS; at += 10_000)
    events.push(line(at, 'beat', `Heartbeat number ${at % 997} sent`));
  return events.sort((a, b) => a.timestampMs - b.timestampMs);
}

async function train(units: UnitOptions = {}): Promise<TrainedPipeline> {
  const source = async function* () {
    yield usual();
  };
  const steps = trainPipeline(source, { seed: 1, alertBudgetPerDay: 50, units });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  // As it is after a restart.
  return TrainedPipeline.fromBytes(step.value.toBytes());
}

/** Next day's lines, with whatever is added, in order. */
function judge(
  pipeline: TrainedPipeline,
  events: LogEvent[],
  step = Infinity,
  streams: 'all' | 'seen' = 'all',
): FoundUnit[] {
  const dayMs = 24 * 60 * MINUTE_MS;
  const tracker = new UnitTracker(pipeline, START_MS + dayMs, { streams });
  const found: FoundUnit[] = [];
  let closedMs = START_MS + dayMs;
  for (const event of events.map((one) => ({ ...one, timestampMs: one.timestampMs + dayMs }))) {
    if (event.timestampMs - closedMs > step) {
      closedMs = event.timestampMs;
      found.push(...tracker.close(closedMs));
    }
    tracker.add(event, { index: 'logs', id: event.raw });
  }
  found.push(...tracker.close(END_MS + dayMs, true));
  return found;
}

describe('windows and sessions', () => {
  let pipeline: TrainedPipeline;

  beforeAll(async () => {
    pipeline = await train();
  });

  it('should be learned with a key that is found out', () => {
    expect(pipeline.info.units).toMatchObject({
      windows: { streams: 2, detectors: ['rate'] },
      sessions: { key: 'req-<number>', learned: 1_440 },
    });
  });

  it('should not be flagged on a day like the others', () => {
    expect(judge(pipeline, usual()).length).toBeLessThanOrEqual(1);
  });

  it('should find the order that was never paid for, and show its lines', () => {
    const events = usual().filter(({ raw }) => raw !== 'Order charged the card for req-107000');
    const [found] = judge(pipeline, events).filter(({ verdict }) => verdict.kind === 'session');
    expect(found).toMatchObject({ key: 'req-107000', lines: 3, host: 'app-1', service: 'orders' });
    expect(found.verdict.reasons.map(({ text }) => text).join()).toMatch(/charged the card/);
    expect(found.evidence.every(({ id }) => id.includes('req-107000'))).toBe(true);
  });

  it('should say a silence once, and a burst with what is usual', () => {
    const silentMs = START_MS + 3 * 60 * MINUTE_MS;
    const burstMs = START_MS + 6 * 60 * MINUTE_MS;
    const events = usual().filter(
      ({ service, timestampMs }) =>
        service !== 'beat' || timestampMs < silentMs || timestampMs >= silentMs + 20 * MINUTE_MS,
    );
    for (let i = 0; i < 600; i++)
      events.push(line(burstMs + i * 400, 'beat', `Heartbeat number ${i} sent`));
    events.sort((a, b) => a.timestampMs - b.timestampMs);
    const windows = judge(pipeline, events).filter(({ verdict }) => verdict.kind === 'window');
    const kinds = windows.map(({ verdict, startMs }) => [
      verdict.reasons[0].kind,
      startMs % (24 * 60 * MINUTE_MS),
    ]);
    expect(kinds).toEqual([
      ['silence', 3 * 60 * MINUTE_MS],
      ['too_many', 6 * 60 * MINUTE_MS],
    ]);
    expect(windows[1].verdict.reasons[0]).toMatchObject({
      typical: expect.stringMatching(/^about 30/) as string,
    });
  });

  it('should not miss a stream that is read elsewhere, but one that fell silent here', () => {
    const silentMs = START_MS + 3 * 60 * MINUTE_MS;
    const silences = (events: LogEvent[], streams: 'all' | 'seen') =>
      judge(pipeline, events, MINUTE_MS, streams).filter(
        ({ verdict }) => verdict.reasons[0].kind === 'silence',
      ).length;
    const orders = usual().filter(({ service }) => service === 'orders');
    expect(silences(orders, 'all')).toBe(1);
    expect(silences(orders, 'seen')).toBe(0);
    const until = usual().filter(
      ({ service, timestampMs }) => service === 'orders' || timestampMs < silentMs,
    );
    expect(silences(until, 'seen')).toBe(1);
  });

  it('should come to the same however the reading is cut', () => {
    const events = usual().filter(({ raw }) => !/shipped req-1[02]/.test(raw));
    const asText = (found: FoundUnit[]) =>
      found.map(({ key, startMs, verdict }) => `${key} ${startMs} ${verdict.kind}`).sort();
    const whole = asText(judge(pipeline, events));
    expect(whole.length).toBeGreaterThan(3);
    expect(asText(judge(pipeline, events, 7 * MINUTE_MS))).toEqual(whole);
  });

  it('should take the lines of a window for a course of events where a detector of sessions is named', async () => {
    const ordered = await train({ windowDetectors: ['rate', 'bigram'], kinds: ['window'] });
    expect(ordered.info.units).toMatchObject({
      windows: { detectors: ['rate', 'bigram'] },
      sessions: null,
    });
    // As many of each, in another order: the rate cannot tell.
    const fromMs = START_MS + 4 * 60 * MINUTE_MS;
    const mixed = usual().map((event) => {
      const isInside = event.timestampMs >= fromMs && event.timestampMs < fromMs + 5 * MINUTE_MS;
      if (!isInside || event.service !== 'orders') return event;
      return { ...event, timestampMs: fromMs + ((event.timestampMs - fromMs) % 5_000) * 60 };
    });
    mixed.sort((a, b) => a.timestampMs - b.timestampMs);
    const [found] = judge(ordered, mixed);
    expect(found.startMs % (24 * 60 * MINUTE_MS)).toBe(4 * 60 * MINUTE_MS);
    expect(found.verdict.reasons[0]).toMatchObject({ kind: 'unusual_order', detector: 'bigram' });
    expect(judge(pipeline, mixed).filter(({ verdict }) => verdict.kind === 'window')).toEqual([]);
  });

  it('should refuse detectors that there are not, before anything is read', async () => {
    await expect(train({ windowDetectors: ['oracle'] })).rejects.toThrow(
      /no detector "oracle" for windows/,
    );
    await expect(train({ sessionDetectors: ['oracle'] })).rejects.toThrow(
      /no detector "oracle" for sessions/,
    );
  });
});
