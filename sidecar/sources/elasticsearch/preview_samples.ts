import type { Preview } from '../../../common/api/sources/schema';
import type { LogEvent } from '../../pipeline/parse';
import { TemplateMiner } from '../../pipeline/templates';

const SAMPLES = 5;
const MAX_SHOWN_CHARS = 2_000;

/** Five lines of as many services and patterns as there are, with what was understood of them. */
export function chooseSamples(events: readonly LogEvent[]): Preview['samples'] {
  const byService = new Map<string, LogEvent[]>();
  for (const event of events) {
    const lines = byService.get(event.service);
    if (lines) lines.push(event);
    else byService.set(event.service, [event]);
  }
  const patternOf = learnPatterns(byService);
  const queues = [...byService.values()]
    .sort((a, b) => b.length - a.length)
    .map((lines) => onePerPattern(lines, patternOf));
  const chosen: Preview['samples'] = [];
  for (let turn = 0; chosen.length < SAMPLES && queues.some((it) => it.length > turn); turn++) {
    for (const queue of queues) {
      const event = queue.at(turn);
      if (event && chosen.length < SAMPLES) chosen.push(sampleOf(event, patternOf(event)));
    }
  }
  return chosen;
}

function learnPatterns(
  byService: ReadonlyMap<string, readonly LogEvent[]>,
): (event: LogEvent) => string {
  const miner = new TemplateMiner();
  for (const [service, lines] of byService) {
    miner.learnHeader(
      lines.map(({ raw }) => raw),
      service,
    );
    for (const { raw } of lines) miner.add(raw, service);
  }
  const templates = miner.freeze();
  return ({ raw, service }) => templates.text(templates.match(raw, service));
}

/** The first line of each pattern, those of frequent patterns first. */
function onePerPattern(
  lines: readonly LogEvent[],
  patternOf: (event: LogEvent) => string,
): LogEvent[] {
  const patterns = new Map<string, { first: LogEvent; count: number }>();
  for (const event of lines) {
    const pattern = patternOf(event);
    const entry = patterns.get(pattern);
    if (entry) entry.count++;
    else patterns.set(pattern, { first: event, count: 1 });
  }
  return [...patterns.values()].sort((a, b) => b.count - a.count).map(({ first }) => first);
}

function sampleOf(event: LogEvent, pattern: string): Preview['samples'][number] {
  const { raw, timestampMs, level, host, service } = event;
  return {
    raw: raw.slice(0, MAX_SHOWN_CHARS),
    timestamp: Number.isFinite(timestampMs) ? new Date(timestampMs).toISOString() : null,
    level,
    host,
    service,
    pattern,
  };
}
