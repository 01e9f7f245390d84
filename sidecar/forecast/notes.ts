import type { RhythmName } from '../../common/api/forecast/schema';
import type { Backtest } from './backtest';
import type { CountSeries } from './forecast';
import { spanInWords } from './interval';
import type { ModelName } from './model';
import type { Season } from './season';

const NAMES: Record<ModelName, string> = {
  mean: 'the mean',
  seasonal_naive: 'the seasonal naive forecast',
  ets: 'exponential smoothing',
  ets_seasonal: 'exponential smoothing with a season',
  arima: 'ARIMA',
};

/** What an 80 or 95 % interval may be off before it is said. */
const COVERAGE_SLACK = 0.1;

/** How much there is, and which rhythms it shows. */
export function dataNotes(
  { values, intervalMs }: CountSeries,
  found: { season: Season | null; tooShort: readonly RhythmName[]; isEnough: boolean },
): string[] {
  const span = spanInWords(values.length * intervalMs);
  if (!found.isEnough) return [`${span} of data: the forecast is the mean.`];
  const notes: string[] = [];
  if (found.season) {
    const percent = Math.round(100 * found.season.strength);
    notes.push(
      `${found.season.name === 'hourly' ? 'An' : 'A'} ${found.season.name} rhythm explains ${percent} % of the ups and downs within each of its rounds.`,
    );
  } else notes.push(`No rhythm was found in ${span} of data.`);
  if (found.tooShort.length > 0)
    notes.push(
      `${span} of data are too short to know a ${found.tooShort.join(' or ')} rhythm: two whole rounds and a quarter are needed.`,
    );
  if (values.every((value) => value === values[0]))
    notes.push(`Every interval counts ${values[0]}, so there is nothing to tell models apart by.`);
  return notes;
}

/** How the models did, and how far their intervals can be trusted. */
export function backtestNotes(
  { rows, origins, steps, comparedBy }: Backtest,
  intervalMs: number,
): string[] {
  const [best] = rows;
  const naive = rows.find(({ model }) => model === 'seasonal_naive');
  const times = `In ${origins} ${origins === 1 ? 'forecast' : 'forecasts'} of past data, ${spanInWords(steps * intervalMs)} each,`;
  const notes: string[] = [];
  if (naive && best.model !== 'seasonal_naive')
    notes.push(
      `${times} ${NAMES[best.model]} was off by ${figure(best.mae)} on average, the seasonal naive forecast by ${figure(naive.mae)}.`,
    );
  else
    notes.push(
      `${times} nothing did better than ${NAMES[best.model]}, which was off by ${figure(best.mae)} on average.`,
    );
  if (comparedBy === 'rmse')
    notes.push(
      'Most intervals count nothing, so models were compared by their squared errors: by absolute errors, to say nothing every time would always win.',
    );
  if (best.coverage95 < 0.95 - COVERAGE_SLACK)
    notes.push(
      `Only ${Math.round(100 * best.coverage95)} % of the values that came lay in the 95 % interval: take it for too narrow.`,
    );
  return notes;
}

function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
