/** How sure a column is a part of a timestamp. */
export type TimePart =
  | 'full' // date and time in one column, or an epoch
  | 'date'
  | 'clock'
  | 'weak' // a date or time only beside a clock: 03-17, 10.30
  | 'six' // 081109, 203615: only in a pair
  | 'month'
  | 'weekday'
  | 'day'
  | 'year'
  | 'zone'
  | 'none';

const CLOCK = '\\d{1,2}:\\d{1,2}:\\d{1,2}(?:[.,:]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const DATE =
  '(?:(?:19|20)\\d\\d[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./]\\d{1,2}[-./](?:\\d{4}|\\d\\d)|' +
  '\\d{1,2}[-./](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[-./]\\d{4}|(?:19|20)\\d{6})';
const FULL_RE = new RegExp(
  `^(?:${DATE}[-T_:. ]+\\d{1,2}[.:]\\d{1,2}(?:[.:]\\d{1,2})?(?:[.,:]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?|` +
    `(?:19|20)\\d{6}T?\\d{6}(?:[.,]?\\d{3,6})?|1\\d{9}(?:\\.\\d+)?|1\\d{12})$`,
);
const DATE_RE = new RegExp(`^${DATE}$`);
const CLOCK_RE = new RegExp(`^${CLOCK}$`);
const INNER_RE = new RegExp(`(?:^|[^\\d:])\\d{1,2}:\\d\\d(?::\\d\\d)?(?:[.,]\\d+)?(?:[^:\\w]|$)`);
const YEAR_CLOCK_RE = /\d{4}:\d\d:\d\d:\d\d/;
const GLOG_RE = /^[IWEF](?:0[1-9]|1[0-2])[0-3]\d$/;

/** Classifies one column of a header. */
export function timePart(column: string): TimePart {
  if (column.length > 64) return 'none';
  let text = column.replace(/^(?:\w{1,12}=|<\d{1,3}>)/, '').replace(/^["'<]|["'>,;:]+$/g, '');
  if (/^[[({]/.test(text)) {
    const inner = text.replace(/^[[({]+|[\])}:,]+$/g, '');
    if (YEAR_CLOCK_RE.test(inner)) return 'full';
    if (/\s/.test(inner)) return INNER_RE.test(inner) ? 'full' : 'none';
    text = inner;
    const part = timePart(inner);
    return part === 'full' || part === 'date' || part === 'clock' ? part : 'none';
  }
  if (FULL_RE.test(text)) return 'full';
  if (CLOCK_RE.test(text)) return 'clock';
  if (DATE_RE.test(text)) return 'date';
  if (/^\d{1,2}:\d\d$/.test(text)) return 'weak';
  if (/^\d{1,2}[-./]\d{1,2}$/.test(text) || GLOG_RE.test(text)) return 'weak';
  if (/^\d{6}$/.test(text)) return 'six';
  if (/^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}$/.test(text)) return 'month';
  if (/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}$/.test(text)) return 'weekday';
  if (/^(?:0?[1-9]|[12]\d|3[01])$/.test(text)) return 'day';
  if (/^(?:19|20)\d\d$/.test(text)) return 'year';
  if (/^(?:[A-Z]{3,4}|Z|[+-]\d{4}|[AP]M)$/.test(text)) return 'zone';
  return 'none';
}

/** A run of columns that together are one timestamp. */
export interface TimeRun {
  start: number;
  /** One past the last column. */
  end: number;
  /** Parts joined, so that runs of one format are equal. */
  format: string;
}

/** The first timestamp at or after column `from`; undefined where there is none. */
export function findTimeRun(
  parts: readonly TimePart[],
  columns: readonly string[],
  from = 0,
): TimeRun | undefined {
  for (let start = from; start < parts.length; start++) {
    const end = runEnd(parts, columns, start);
    if (end > start) return { start, end, format: parts.slice(start, end).join(' ') };
  }
  return undefined;
}

function runEnd(parts: readonly TimePart[], columns: readonly string[], start: number): number {
  let i = start;
  if (parts[i] === 'full') return i + 1;
  if (parts[i] === 'six') {
    return parts[i + 1] === 'six' && isDateAndTime(columns[i], columns[i + 1]) ? i + 2 : start;
  }
  if (parts[i] === 'weekday') i++;
  const datePart = parts[i];
  if (datePart === 'month' && (parts[i + 1] === 'day' || parts[i + 1] === 'year')) {
    i += 2;
    if (parts[i] === 'year') i++;
  } else if (datePart === 'day' && parts[i + 1] === 'month') {
    i += 2;
    if (parts[i] === 'year') i++;
  } else if (datePart === 'date' || datePart === 'weak') {
    i++;
  } else if (datePart !== 'clock') {
    return start;
  }
  if (parts[i] === 'clock' || (parts[i] === 'weak' && datePart === 'date')) {
    i++;
    if (parts[i] === 'zone' && parts[i + 1] === 'year') i++;
    else if (/^[+-]\d{4}$/.test(columns[i] ?? '')) i++;
    else if (/^(?:AM|PM|UTC|GMT)\b/.test(columns[i] ?? '')) i++;
    if (parts[i] === 'year') i++;
    return i;
  }
  return datePart === 'date' ? i : start;
}

function isDateAndTime(date: string, time: string): boolean {
  const month = Number(date.slice(2, 4));
  const day = Number(date.slice(4, 6));
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return valid && +time.slice(0, 2) < 24 && +time.slice(2, 4) < 60 && +time.slice(4, 6) < 61;
}
