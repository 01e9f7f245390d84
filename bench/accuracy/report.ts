/** One target of the product, with what was measured. */
export interface Check {
  protocol: string;
  figure: string;
  value: number;
  /** At least this, or at most where `isCeiling`. */
  target: number;
  isCeiling?: boolean;
}

/** A part of the document. */
export interface Section {
  /** Markdown, without the targets. */
  text: string;
  checks: Check[];
}

export interface RunOptions {
  seeds: readonly number[];
  /** Told on standard error: what is being measured. */
  progress: (what: string) => void;
}

export const isReached = ({ value, target, isCeiling }: Check): boolean =>
  isCeiling ? value <= target : value >= target;

/** A table of Markdown; the first column stands on the left, the others on the right. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = titles.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(titles), line(rule), ...rows.map(line)].join('\n');
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation; 0 of one value. */
export function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  );
}

/** "0.984 ± 0.002"; the deviation only where there is any, "–" where there is no figure. */
export function meanAndDeviation(values: readonly (number | null)[], digits = 3): string {
  const numbers = values.filter((value): value is number => value !== null && !isNaN(value));
  if (numbers.length === 0) return '–';
  const deviation = deviationOf(numbers).toFixed(digits);
  const mean = meanOf(numbers).toFixed(digits);
  return Number(deviation) === 0 ? mean : `${mean} ± ${deviation}`;
}

/** The targets, with what was reached. */
export function checksTable(checks: readonly Check[]): string {
  return markdownTable(
    ['protocol', 'figure', 'measured', 'target', ''],
    checks.map((check) => [
      check.protocol,
      check.figure,
      check.value.toFixed(4),
      `${check.isCeiling ? '≤' : '≥'} ${check.target}`,
      isReached(check) ? 'ok' : '**MISS**',
    ]),
  );
}
