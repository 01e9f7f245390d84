/** The index pattern with all days of an index that bears a date; an index without one alone. */
export const allDaysOf = (index: string): string => index.replace(/\d{4}[.-]\d{2}[.-]\d{2}$/, '*');
