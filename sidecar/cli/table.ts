/** Columns of a table; numbers stand on the right. */
export interface Column {
  title: string;
  align?: 'left' | 'right';
}

/** Rows as aligned text with a heading, lines ending in a line feed. */
export function formatTable(columns: readonly Column[], rows: readonly string[][]): string {
  const widths = columns.map((column, i) =>
    Math.max(column.title.length, ...rows.map((row) => row[i].length)),
  );
  const render = (cells: readonly string[]) =>
    cells
      .map((cell, i) =>
        columns[i].align === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i]),
      )
      .join('  ')
      .trimEnd();
  const lines = [render(columns.map((column) => column.title)), ...rows.map(render)];
  return `${lines.join('\n')}\n`;
}

/** 12,345 */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 line", "2 lines" */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : many}`;
}

/** "0.9 s", "12 s", "3 min 20 s" */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "2025-01-02 03:05", in UTC; empty where there is none. */
export function formatMinute(iso: string | null): string {
  return iso?.slice(0, 16).replace('T', ' ') ?? '';
}

/** Text of a log on a terminal: control characters, which could steer it, become visible; cut to a length. */
export function forTerminal(text: string, maxChars: number): string {
  const visible = text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}]/gu, '·');
  return visible.length <= maxChars ? visible : `${visible.slice(0, maxChars - 1)}…`;
}
