import type { Forecast } from '../../common/api/forecast/schema';
import { formatTable } from './table';

/** Steps that are printed; --json has them all. */
const MAX_STEPS = 24;

/** A forecast as text: what was counted, the back-test, what is to be expected. */
export function formatForecast(forecast: Forecast): string {
  const { history, notes } = forecast;
  const first = history[0].timestamp;
  const last = history[history.length - 1].timestamp;
  const total = history.reduce((sum, { value }) => sum + value, 0);
  return [
    `${figure(total)} ${subjectOf(forecast)} in ${figure(history.length)} intervals of ${forecast.interval}, ${minuteOf(first)} to ${minuteOf(last)} UTC.`,
    `Model: ${forecast.description}.`,
    ...notes,
    '',
    ...backtestTable(forecast),
    stepsTable(forecast),
  ].join('\n');
}

function subjectOf({ metric, service, host }: Forecast): string {
  const of = service === null ? '' : ` of ${service}`;
  return `${metric}${of}${host === null ? '' : ` on ${host}`}`;
}

function backtestTable({ backtest, model }: Forecast): string[] {
  if (!backtest) return [];
  const right = (title: string) => ({ title, align: 'right' as const });
  const rows = backtest.rows.map((row) => [
    row.model + (row.model === model ? ' *' : ''),
    figure(row.mae),
    row.mase.toFixed(2),
    `${Math.round(100 * row.coverage_80)} %`,
    `${Math.round(100 * row.coverage_95)} %`,
  ]);
  const columns = [
    { title: 'back-test' },
    right('error'),
    right('MASE'),
    right('in 80 %'),
    right('in 95 %'),
  ];
  return [formatTable(columns, rows)];
}

function stepsTable({ forecast }: Forecast): string {
  const right = (title: string) => ({ title, align: 'right' as const });
  const rows = forecast
    .slice(0, MAX_STEPS)
    .map((step) => [
      minuteOf(step.timestamp),
      figure(step.value),
      `${figure(step.lower_80)} – ${figure(step.upper_80)}`,
      `${figure(step.lower_95)} – ${figure(step.upper_95)}`,
    ]);
  const columns = [{ title: 'from (UTC)' }, right('expected'), right('80 %'), right('95 %')];
  const more = forecast.length - rows.length;
  return formatTable(columns, rows) + (more > 0 ? `and ${more} more; --json has them all\n` : '');
}

function minuteOf(timestamp: string): string {
  return timestamp.slice(0, 16).replace('T', ' ');
}

function figure(value: number): string {
  const digits = value < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
