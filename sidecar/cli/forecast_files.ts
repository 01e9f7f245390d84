import {
  MAX_FORECAST_POINTS,
  type Forecast,
  type ForecastRequestInput,
} from '../../common/api/forecast/schema';
import { LOG_LEVELS } from '../../common/log_level';
import {
  autoInterval,
  defaultHorizon,
  describeForecast,
  forecastSeries,
  parseInterval,
  toSeries,
  type TimedSeries,
} from '../forecast';
import type { LogEvent } from '../pipeline/parse';
import { CliError, UsageError } from './cli_error';
import { note, type CliContext } from './context';
import type { EventFiles } from './event_files';
import { startProgress } from './progress';
import { formatCount, plural } from './table';

const MINUTE_MS = 60_000;
/** Minutes with lines that are kept apart: 14 years of them. */
const MAX_MINUTES = 7_500_000;
const LEAST_ERROR = LOG_LEVELS.indexOf('error');

/** Lines of files by minute, of what is asked for, and the time of all. */
interface Counted {
  byMinute: Map<number, number>;
  firstMs: number;
  lastMs: number;
  lines: number;
  counted: number;
  withoutTime: number;
}

/**
 * Counts the lines of files and forecasts them, as the API does of Elasticsearch.
 * @throws CliError where there is nothing to count, UsageError where the interval does not fit the period
 */
export async function forecastFiles(
  context: CliContext,
  files: EventFiles,
  request: ForecastRequestInput,
): Promise<Forecast> {
  const counted = await count(context, files, request);
  files.refuseEmpty();
  if (counted.withoutTime > 0)
    note(context, `${plural(counted.withoutTime, 'line')} without a time were left out.`);
  if (counted.lines === 0)
    throw new CliError(`No line of ${files.label} has a time, so there is nothing to forecast.`);
  if (counted.counted === 0)
    throw new CliError(`${files.label}: none of ${plural(counted.lines, 'line')} is asked for.`);
  const series = seriesOf(counted, request);
  const found = await forecastSeries(series, {
    horizon: request.horizon ?? defaultHorizon(series.values.length),
    signal: context.signal,
  });
  return describeForecast(
    {
      metric: request.metric ?? 'lines',
      service: request.service ?? null,
      host: request.host ?? null,
      source: 'files',
    },
    series,
    found,
  );
}

async function count(
  context: CliContext,
  files: EventFiles,
  request: ForecastRequestInput,
): Promise<Counted> {
  const isAskedFor = filterOf(request);
  const fromMs = request.from === undefined ? -Infinity : Date.parse(request.from);
  const toMs = request.to === undefined ? Infinity : Date.parse(request.to);
  const counted: Counted = {
    byMinute: new Map(),
    firstMs: Infinity,
    lastMs: -Infinity,
    lines: 0,
    counted: 0,
    withoutTime: 0,
  };
  const progress = startProgress(context, 'Counting');
  let read = 0;
  try {
    for await (const { events } of files.blocks()) {
      for (const event of events) {
        const { timestampMs } = event;
        if (Number.isNaN(timestampMs)) counted.withoutTime++;
        else if (timestampMs >= fromMs && timestampMs < toMs)
          add(counted, timestampMs, isAskedFor(event));
      }
      read += events.length;
      progress.update(files.fraction, `${formatCount(read)} lines`);
    }
  } finally {
    progress.stop();
  }
  return counted;
}

function add(counted: Counted, timestampMs: number, isAskedFor: boolean): void {
  const { byMinute } = counted;
  counted.lines++;
  counted.firstMs = Math.min(counted.firstMs, timestampMs);
  counted.lastMs = Math.max(counted.lastMs, timestampMs);
  if (!isAskedFor) return;
  counted.counted++;
  const minute = Math.floor(timestampMs / MINUTE_MS) * MINUTE_MS;
  byMinute.set(minute, (byMinute.get(minute) ?? 0) + 1);
  if (byMinute.size > MAX_MINUTES)
    throw new CliError('The lines are of too many different minutes. Narrow them with --from.');
}

function filterOf({ metric, service, host }: ForecastRequestInput): (event: LogEvent) => boolean {
  return (event) =>
    (service === undefined || event.service === service) &&
    (host === undefined || event.host === host) &&
    (metric !== 'errors' || LOG_LEVELS.indexOf(event.level) >= LEAST_ERROR);
}

function seriesOf(
  { byMinute, firstMs, lastMs }: Counted,
  { interval }: ForecastRequestInput,
): TimedSeries {
  const asked = interval === undefined ? null : parseInterval(interval);
  const intervalMs = asked ?? autoInterval(lastMs - firstMs);
  if ((lastMs - firstMs) / intervalMs > MAX_FORECAST_POINTS)
    throw new UsageError(
      `The lines are of more than ${formatCount(MAX_FORECAST_POINTS)} intervals of ${interval}. Give a longer --interval, or narrow them with --from.`,
    );
  const counts = new Map<number, number>();
  for (const [minute, lines] of byMinute) {
    const start = Math.floor(minute / intervalMs) * intervalMs;
    counts.set(start, (counts.get(start) ?? 0) + lines);
  }
  const series = toSeries(counts, { firstMs, endMs: lastMs + 1, intervalMs });
  if (series.values.length === 0)
    throw new CliError('There is not one whole interval of lines. Give a shorter --interval.');
  return series;
}
