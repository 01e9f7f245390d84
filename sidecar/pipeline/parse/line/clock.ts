import { offsetMinutesOf } from './time_zone';

export interface ClockOptions {
  /** Now, in ms since 1970; the real time where it is not given. */
  nowMs?: number;
  /** Minutes east of UTC of times without a zone. */
  utcOffsetMinutes: number;
}

const DAY_MS = 86_400_000;
/** 29 February may be up to eight years back, over a century's end. */
const MOST_YEARS_BACK = 9;

/**
 * Turns the parts of a date into ms since 1970, with what the line leaves open: its zone and year. Lines come in order,
 * so the day of the line before is remembered.
 */
export class Clock {
  private readonly utcOffsetMinutes: number;
  private readonly fixedNowMs: number | undefined;

  private year = Number.NaN;
  private month = Number.NaN;
  private day = Number.NaN;
  private dayMs = Number.NaN;

  private yearlessMonth = Number.NaN;
  private yearlessDay = Number.NaN;
  private latestMs = Number.NaN;
  private nearestDayMs = Number.NaN;
  private earlierDayMs = Number.NaN;

  constructor({ nowMs, utcOffsetMinutes }: ClockOptions) {
    this.fixedNowMs = nowMs;
    this.utcOffsetMinutes = utcOffsetMinutes;
  }

  /**
   * @param month 0–11
   * @param zone `Z`, `GMT`, `+0200` and the like; the clock's own where there is none
   * @returns ms since 1970, NaN for a day that the calendar does not have
   */
  toMs(year: number, month: number, day: number, timeOfDayMs: number, zone?: string): number {
    if (day !== this.day || month !== this.month || year !== this.year) {
      this.year = year;
      this.month = month;
      this.day = day;
      this.dayMs = dayStartMs(year, month, day);
    }
    const offsetMinutes = zone ? offsetMinutesOf(zone) : undefined;
    return this.dayMs + timeOfDayMs - (offsetMinutes ?? this.utcOffsetMinutes) * 60_000;
  }

  /** The same for a date without a year: the latest year that does not put it more than a day ahead of now. */
  toMsWithoutYear(month: number, day: number, timeOfDayMs: number): number {
    if (day !== this.yearlessDay || month !== this.yearlessMonth) this.rememberYearless(month, day);
    const nearestMs = this.nearestDayMs + timeOfDayMs;
    return nearestMs <= this.latestMs ? nearestMs : this.earlierDayMs + timeOfDayMs;
  }

  private rememberYearless(month: number, day: number): void {
    this.yearlessMonth = month;
    this.yearlessDay = day;
    this.latestMs = (this.fixedNowMs ?? Date.now()) + DAY_MS;
    // The local year may be one ahead of that of UTC.
    const lastYear = new Date(this.latestMs).getUTCFullYear() + 1;
    this.nearestDayMs = Number.NaN;
    this.earlierDayMs = Number.NaN;
    for (let year = lastYear; year > lastYear - 2 * MOST_YEARS_BACK; year--) {
      const dayMs = dayStartMs(year, month, day) - this.utcOffsetMinutes * 60_000;
      if (!(dayMs <= this.latestMs)) continue;
      if (Number.isNaN(this.nearestDayMs)) {
        this.nearestDayMs = dayMs;
      } else {
        this.earlierDayMs = dayMs;
        return;
      }
    }
  }
}

/** NaN for a day that the calendar does not have, or one before 1970. */
function dayStartMs(year: number, month: number, day: number): number {
  if (year < 1970) return Number.NaN;
  const ms = Date.UTC(year, month, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? ms : Number.NaN;
}
