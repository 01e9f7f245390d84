const MONTHS: ReadonlyMap<string, number> = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, month) => [name, month],
  ),
);

/** 0–11, or NaN where the word is no English month. */
export function monthOf(name: string): number {
  return MONTHS.get(name) ?? Number.NaN;
}

/** The year that two digits mean: 70 to 99 lie in the last century. */
export function yearOfTwoDigits(digits: string): number {
  const year = Number(digits);
  return year < 70 ? 2000 + year : 1900 + year;
}

/** Milliseconds of a fraction's digits: "5" is 500, "048123" is 48. */
export function fractionMs(digits: string | undefined): number {
  return digits ? Number(digits.slice(0, 3).padEnd(3, '0')) : 0;
}

/** Milliseconds since midnight, NaN where no day has such a time; a leap second is one. */
export function timeOfDayMs(
  hours: string,
  minutes: string,
  seconds: string,
  fraction?: string,
): number {
  const h = Number(hours);
  const m = Number(minutes);
  const s = Number(seconds);
  if (h > 23 || m > 59 || s > 60) return Number.NaN;
  return h * 3_600_000 + m * 60_000 + s * 1_000 + fractionMs(fraction);
}
