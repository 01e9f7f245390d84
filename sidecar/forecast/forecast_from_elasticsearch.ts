import type { Client } from '@elastic/elasticsearch';
import {
  MAX_FORECAST_POINTS,
  type Forecast,
  type ForecastRequest,
} from '../../common/api/forecast/schema';
import type { Config } from '../config';
import type { RetryOptions } from '../elasticsearch/retry';
import { ProblemError } from '../store/stores';
import { toSeries, type TimedSeries } from './count_series';
import { defaultHorizon, describeForecast } from './describe_forecast';
import { forecastSeries } from './forecast';
import { autoInterval, parseInterval } from './interval';
import { logSource, readCounts, rollupSource, spanOf, type CountSource } from './read_counts';

const LOGS_NOTE =
  'Nothing of this has been scored yet, so the logs themselves were counted by time.';

/**
 * Forecasts lines or errors from the rollups of scored lines; lines of what has not been scored, from the logs.
 * @throws ProblemError where there is nothing to count, or the interval does not fit the period
 */
export async function forecastFromElasticsearch(
  client: Client,
  config: Config,
  request: ForecastRequest,
  retry: RetryOptions,
): Promise<Forecast> {
  const { source, series } = await readSeries(client, config, request, retry);
  const found = await forecastSeries(series, {
    horizon: request.horizon ?? defaultHorizon(series.values.length),
    signal: retry.signal,
  });
  return describeForecast(
    {
      metric: request.metric,
      service: request.service ?? null,
      host: request.host ?? null,
      source: source.kind,
    },
    series,
    found,
    source.kind === 'logs' ? [LOGS_NOTE] : [],
  );
}

async function readSeries(
  client: Client,
  config: Config,
  request: ForecastRequest,
  retry: RetryOptions,
): Promise<{ source: CountSource; series: TimedSeries }> {
  const period = {
    fromMs: request.from === undefined ? undefined : Date.parse(request.from),
    toMs: request.to === undefined ? undefined : Date.parse(request.to),
  };
  if ((period.fromMs ?? -Infinity) >= (period.toMs ?? Infinity))
    throw new ProblemError(400, 'invalid_request', 'The period ends before it begins.');
  let source = rollupSource(request);
  let span = await spanOf(client, source, period, retry);
  if (!span && request.metric === 'lines') {
    source = logSource(config, request.index ?? config.sourcePattern, request);
    span = await spanOf(client, source, period, retry);
  }
  if (!span) throw nothingToCount(request);
  const intervalMs = intervalFor(request, span.endMs - span.firstMs);
  const counts = await readCounts(
    client,
    source,
    { fromMs: span.firstMs, toMs: span.endMs },
    intervalMs,
    retry,
  );
  const series = toSeries(counts, { ...span, intervalMs });
  if (series.values.length === 0)
    throw new ProblemError(
      422,
      'too_little_data',
      'There is not one whole interval of data. Ask for a shorter interval, or for a longer period.',
    );
  return { source, series };
}

function intervalFor({ interval }: ForecastRequest, spanMs: number): number {
  const asked = interval === undefined ? null : parseInterval(interval);
  const intervalMs = asked ?? autoInterval(spanMs);
  if (spanMs / intervalMs > MAX_FORECAST_POINTS)
    throw new ProblemError(
      400,
      'too_many_intervals',
      `The period holds more than ${MAX_FORECAST_POINTS} intervals of ${interval}. Ask for longer intervals, or for a shorter period.`,
    );
  return intervalMs;
}

function nothingToCount({ metric, service, host }: ForecastRequest): ProblemError {
  const whose = [service && `service "${service}"`, host && `host "${host}"`].filter(Boolean);
  const of = whose.length > 0 ? ` of ${whose.join(' on ')}` : '';
  return metric === 'errors'
    ? new ProblemError(
        404,
        'no_rollups',
        `There are no scored lines${of} in this period, and errors are counted from those. Train a model and backfill the period, or ask for lines.`,
      )
    : new ProblemError(404, 'no_lines', `There are no lines${of} in this period.`);
}
