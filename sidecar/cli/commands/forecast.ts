import type { Command } from 'commander';
import {
  forecastSchema,
  MAX_FORECAST_HORIZON,
  type Forecast,
  type ForecastRequestInput,
} from '../../../common/api/forecast/schema';
import { UsageError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { describeReports, EventFiles } from '../event_files';
import { forecastFiles } from '../forecast_files';
import { formatForecast } from '../forecast_report';
import { httpUrl, intervalText, isoTime, wholeNumber } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';

interface Options {
  errors?: boolean;
  service?: string;
  host?: string;
  interval?: string;
  horizon?: number;
  index?: string;
  from?: string;
  to?: string;
  sidecar?: string;
  ndjson?: boolean;
  json?: boolean;
}

export function registerForecast(program: Command, context: CliContext): void {
  program
    .command('forecast')
    .description('say how many lines or errors are to be expected, and how sure that is')
    .argument('[files...]', 'log files, plain or gzip; - is standard input')
    .option('--errors', 'count lines of level error and worse, not all')
    .option('--service <name>', 'lines of this service only')
    .option('--host <name>', 'lines of this host only')
    .option('--interval <length>', 'count by 5m, 1h, 1d … (default: by the period)', intervalText)
    .option('--horizon <n>', 'intervals ahead', wholeNumber(1, MAX_FORECAST_HORIZON))
    .option('--index <pattern>', 'no files: have the sidecar count in Elasticsearch')
    .option('--from <time>', 'first time', isoTime)
    .option('--to <time>', 'time to end before', isoTime)
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--ndjson', 'the files hold one JSON document a line (told by .ndjson and .jsonl)')
    .option('--json', 'print the forecast as JSON')
    .action((files: string[], options: Options) => forecast(context, files, options));
}

async function forecast(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  const asksSidecar = options.index !== undefined || options.sidecar !== undefined;
  if (asksSidecar === names.length > 0) {
    throw new UsageError('Give log files, or --index for what a sidecar has in Elasticsearch.');
  }
  const request: ForecastRequestInput = {
    metric: options.errors ? 'errors' : 'lines',
    service: options.service,
    host: options.host,
    index: options.index,
    from: options.from,
    to: options.to,
    interval: options.interval,
    horizon: options.horizon,
  };
  const found = asksSidecar
    ? await new SidecarClient(context, options.sidecar).post(
        '/v1/forecast',
        request,
        forecastSchema,
      )
    : await ofFiles(context, names, request, options);
  if (options.json) await printJson(context, found);
  else await print(context, formatForecast(found));
}

async function ofFiles(
  context: CliContext,
  names: readonly string[],
  request: ForecastRequestInput,
  { ndjson }: Options,
): Promise<Forecast> {
  const files = await EventFiles.open(context, names, { ndjson });
  try {
    const found = await forecastFiles(context, files, request);
    for (const sentence of describeReports(files.reports)) note(context, sentence);
    return found;
  } finally {
    files.close();
  }
}
