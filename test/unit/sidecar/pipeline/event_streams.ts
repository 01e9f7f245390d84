import type { EventSource } from '../../../../sidecar/pipeline';
import type { TrainedPipeline, TrainOptions, TrainProgress } from '../../../../sidecar/pipeline';
import { trainPipeline } from '../../../../sidecar/pipeline';
import type { LogEvent } from '../../../../sidecar/pipeline/parse';
import { Random } from '../../../../sidecar/pipeline/random';

const START_MS = Date.UTC(2024, 2, 1);
const MINUTE_MS = 60_000;
const USERS = ['alice', 'bob', 'carol', 'dave', 'erin'];

export const event = (raw: string, more: Partial<LogEvent> = {}): LogEvent => ({
  raw,
  timestampMs: START_MS,
  level: 'info',
  host: 'web-1',
  service: 'shop',
  sourceIp: '',
  ...more,
});

/** Lines of a small shop, a minute apart: four patterns, five users, statuses 200 and 304, answers of 1 to 9 kB. */
export function shopLines(lines: number, seed = 1): LogEvent[] {
  const random = new Random(seed);
  return Array.from({ length: lines }, (_, i) => {
    const user = USERS[random.below(USERS.length)];
    const status = random.below(4) === 0 ? 304 : 200;
    const size = 1000 + random.below(8000);
    const raw = [
      `request from user ${user} answered with status ${status} size ${size}`,
      `user ${user} added article ${100 + random.below(50)} to the basket`,
      `payment of ${1 + random.below(300)} euro accepted for user ${user}`,
      `cache refreshed in ${10 + random.below(90)} ms`,
    ][random.below(4)];
    return event(raw, {
      timestampMs: START_MS + i * MINUTE_MS,
      host: `web-${1 + random.below(2)}`,
    });
  });
}

export const sourceOf = (events: LogEvent[], batchLines = 500): EventSource =>
  async function* () {
    for (let i = 0; i < events.length; i += batchLines) yield events.slice(i, i + batchLines);
  };

export async function train(
  events: LogEvent[],
  options: Partial<TrainOptions> = {},
  progress: TrainProgress[] = [],
): Promise<TrainedPipeline> {
  const training = trainPipeline(sourceOf(events), { seed: 1, alertBudgetPerDay: 10, ...options });
  let step = await training.next();
  while (!step.done) {
    progress.push(step.value);
    step = await training.next();
  }
  return step.value;
}
