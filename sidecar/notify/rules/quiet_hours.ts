import { WEEKDAYS, type QuietHours, type QuietWindow } from '../../../common/api/settings/rules';
import { nextRunMs } from '../../schedules/cron';

const MINUTES_OF_DAY = 1_440;
const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/**
 * Whether a time lies in quiet hours, by the clock on the wall of their time zone: 22:00 to 07:00 ends at seven on every
 * morning, however many hours the night had.
 */
export function isQuiet(quiet: QuietHours | undefined, atMs: number): boolean {
  if (!quiet) return false;
  const minute = minuteOfWeek(atMs, quiet.timezone);
  return quiet.windows.some((window) => covers(window, minute));
}

/** When it is quiet no more; null where it is not quiet at that time. */
export function quietUntilMs(quiet: QuietHours | undefined, atMs: number): number | null {
  if (!quiet || !isQuiet(quiet, atMs)) return null;
  let endMs = atMs;
  // Windows may follow one another: at most each of them on each day.
  for (let i = 0; i <= quiet.windows.length * WEEKDAYS.length && isQuiet(quiet, endMs); i++) {
    endMs = Math.min(...quiet.windows.map((window) => nextEndMs(window, quiet.timezone, endMs)));
  }
  return endMs;
}

/** Whether it would be quiet for ever. */
export function isAlwaysQuiet({ windows }: QuietHours): boolean {
  for (let minute = 0; minute < MINUTES_OF_WEEK; minute++) {
    if (!windows.some((window) => covers(window, minute))) return false;
  }
  return true;
}

/** @param minute of the week, from Monday 00:00 on */
function covers({ days, from, to }: QuietWindow, minute: number): boolean {
  const fromMinute = minuteOfDay(from);
  const length = (minuteOfDay(to) - fromMinute + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return days.some((day) => {
    const begins = WEEKDAYS.indexOf(day) * MINUTES_OF_DAY + fromMinute;
    const since = (minute - begins + MINUTES_OF_WEEK) % MINUTES_OF_WEEK;
    // The same time twice means a whole day.
    return since < (length === 0 ? MINUTES_OF_DAY : length);
  });
}

function nextEndMs({ to }: QuietWindow, timezone: string, afterMs: number): number {
  const [hour, minute] = to.split(':').map(Number);
  return nextRunMs({ cron: `${minute} ${hour} * * *`, timezone }, afterMs) ?? afterMs;
}

function minuteOfDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour * 60 + minute;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfWeek(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const day = WEEKDAYS.findIndex((name) => name === parts.get('weekday')?.toLowerCase());
  return day * MINUTES_OF_DAY + Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
}
