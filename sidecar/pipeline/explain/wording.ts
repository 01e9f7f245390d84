const MAX_QUOTED = 90;

/** 7121 → "7,121". */
export function count(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "never seen", "seen once in 7,121 lines", "seen 3 times in 7,121 lines". */
export function seen(times: number, lines: number, of = 'lines'): string {
  if (times === 0) return 'was never seen before';
  return `was seen ${times === 1 ? 'once' : `${count(times)} times`} in ${count(lines)} ${of}`;
}

/** The text in quotes, its middle left out where it is long. */
export function quoted(text: string, max = MAX_QUOTED): string {
  const shown = text.replace(/\s+/g, ' ').trim();
  // Quotes within quotes are hard to read.
  return shown.includes('"') ? `“${shortened(shown, max)}”` : `"${shortened(shown, max)}"`;
}

/** The text on one line, its middle left out where it is long. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 1) * 0.7);
  return `${text.slice(0, head)}…${text.slice(text.length - (max - 1 - head))}`;
}

/** "200", "200 or 304", "200, 304 or 404". */
export function alternatives(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
