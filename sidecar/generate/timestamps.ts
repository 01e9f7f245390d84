const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan  5 09:03:07`, as syslog has it: no year, the day padded with a space. All times are UTC. */
export function syslogTime(atMs: number): string {
  const time = new Date(atMs);
  const day = String(time.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[time.getUTCMonth()]} ${day} ${time.toISOString().slice(11, 19)}`;
}

/** `05/Jan/2026:09:03:07 +0000`, as web servers have it. */
export function accessLogTime(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/** `2026-01-05 09:03:07,412` with any separator before the milliseconds. */
export function plainTime(atMs: number, separator: ',' | '.'): string {
  return new Date(atMs).toISOString().slice(0, 23).replace('T', ' ').replace('.', separator);
}
