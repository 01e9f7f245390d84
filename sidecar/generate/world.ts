import type { Chooser } from './chooser';

/** Names and addresses that the streams have in common. */
export const STAFF = ['deploy', 'anna', 'ops', 'jonas', 'mara'];
/** Addresses of the company's own network. */
export const OFFICE_ADDRESSES = ['10.20.0.14', '10.20.0.15', '10.20.1.7', '10.20.1.31'];

/** An address of a visitor; the documentation ranges of RFC 5737, so that no real host is named. */
export function visitorAddress(choose: Chooser): string {
  return `198.51.100.${Math.min(254, 1 + Math.floor(choose.exponential(40)))}`;
}

/** An address that no ordinary line holds. */
export function strangerAddress(choose: Chooser): string {
  return `203.0.113.${choose.integer(1, 254)}`;
}

/** How busy the day is: 1 on average, 0.4 at three in the night, 1.6 at three in the afternoon (UTC). */
export function activity(atMs: number): number {
  const hour = (atMs % 86_400_000) / 3_600_000;
  return 1 + 0.6 * Math.sin((2 * Math.PI * (hour - 9)) / 24);
}

/** The gap to the next of so many pieces of work an hour, with the rhythm of the day. */
export function busyGapMs(perHour: number, atMs: number, choose: Chooser): number {
  return choose.exponential(3_600_000 / (perHour * activity(atMs)));
}
