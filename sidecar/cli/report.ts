import type { AnalyzeResponse } from '../../common/api/classic/schema';
import { SEVERITIES, type Severity } from '../../common/severity';
import { formatCount, formatTable, forTerminal, plural } from './table';

type Outlier = AnalyzeResponse['significant_outliers'][number] & { file?: string };

/** What `anomalies analyze` and `anomalies client` found. */
export interface Findings extends AnalyzeResponse {
  significant_outliers: Outlier[];
  /** Flagged lines by severity, where not all of them are in the list. */
  severities?: Partial<Record<Severity, number>>;
  threshold?: number;
  /** Times of the first and the last line, where the lines have times. */
  first?: string | null;
  last?: string | null;
}

export interface ReportOptions {
  /** Outliers and patterns to show; the rest is counted. */
  limit: number;
  /** Characters of a raw line that are shown. */
  maxLineChars?: number;
}

const DEFAULT_MAX_LINE_CHARS = 240;
const PATTERN_CHARS = 100;

/** One sentence, or a few: how many lines, over which time, and what stands out. */
export function summarize(findings: Findings): string {
  const { lines, common_patterns: patterns, significant_outliers: outliers } = findings;
  const severities = severitiesOf(findings);
  const flagged = flaggedOf(findings);
  const period =
    findings.first && findings.last
      ? ` from ${shortTime(findings.first)} to ${shortTime(findings.last)} UTC`
      : '';
  const top = patterns[0];
  const what = `${plural(lines, 'line')}${period}${
    top ? `; the most common pattern makes up ${percent(top.share)} of them` : ''
  }.`;
  if (flagged === 0) return `${what} Nothing stands out.`;
  const at =
    findings.threshold === undefined ? '' : ` (score ${score(findings.threshold)} or more)`;
  const standsOut = `${plural(flagged, 'line stands', 'lines stand')} out${at}: ${describeSeverities(severities)}.`;
  const worst = outliers[0];
  const reason = worst?.reasons[0]?.text;
  return `${what} ${standsOut}${worst ? ` The strangest is line ${formatCount(worst.line)}${inFile(worst)}${reason ? `: ${reason}` : ''}.` : ''}`;
}

/** The whole report as text: the summary, common patterns, significant outliers. */
export function formatReport(findings: Findings, options: ReportOptions): string {
  const skipped =
    findings.skipped > 0 ? `\n${plural(findings.skipped, 'line')} could not be scored.\n` : '';
  return [
    `${summarize(findings)}\n${skipped}`,
    formatPatterns(findings, options.limit),
    formatOutliers(findings, options),
    `Model: ${findings.model}\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function formatPatterns({ common_patterns: patterns }: Findings, limit: number): string {
  if (patterns.length === 0) return '';
  const rows = patterns
    .slice(0, limit)
    .map(({ count, share, text }) => [
      formatCount(count),
      percent(share),
      forTerminal(text, PATTERN_CHARS),
    ]);
  const columns = [
    { title: 'lines', align: 'right' as const },
    { title: 'share', align: 'right' as const },
    { title: 'pattern' },
  ];
  const more = patterns.length - rows.length;
  const rest = more > 0 ? `and ${plural(more, 'more pattern')}\n` : '';
  return `COMMON PATTERNS\n${formatTable(columns, rows)}${rest}`;
}

function formatOutliers(findings: Findings, options: ReportOptions): string {
  const { significant_outliers: outliers } = findings;
  if (outliers.length === 0) return '';
  const shown = outliers.slice(0, options.limit);
  const more = flaggedOf(findings) - shown.length;
  const rest = more > 0 ? `and ${plural(more, 'more line')} (--limit shows more)\n` : '';
  return `SIGNIFICANT OUTLIERS, worst first\n${shown
    .map((outlier) => formatOutlier(outlier, options.maxLineChars ?? DEFAULT_MAX_LINE_CHARS))
    .join('\n')}${rest}`;
}

function formatOutlier(outlier: Outlier, maxLineChars: number): string {
  const place = [
    `line ${formatCount(outlier.line)}${inFile(outlier)}`,
    ...(outlier.timestamp ? [`${shortTime(outlier.timestamp)} UTC`] : []),
    `about 1 in ${formatCount(outlier.one_in)} lines`,
  ].join(', ');
  const reasons = outlier.reasons.map((reason) => {
    const usual = reason.typical ? ` (usual: ${reason.typical})` : '';
    return `         +${score(reason.contribution).padStart(5)}  ${forTerminal(reason.text + usual, 200)}\n`;
  });
  return (
    `${score(outlier.score).padStart(6)}  ${outlier.severity}, ${place}\n` +
    `        ${forTerminal(outlier.message, maxLineChars)}\n${reasons.join('')}`
  );
}

/** Flagged lines in all. */
export function flaggedOf(findings: Findings): number {
  return Object.values(severitiesOf(findings)).reduce((sum, count) => sum + count, 0);
}

function severitiesOf(findings: Findings): Partial<Record<Severity, number>> {
  if (findings.severities) return findings.severities;
  const counts: Partial<Record<Severity, number>> = {};
  for (const { severity } of findings.significant_outliers) {
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}

function describeSeverities(counts: Partial<Record<Severity, number>>): string {
  return SEVERITIES.filter((severity) => counts[severity])
    .map((severity) => `${formatCount(counts[severity] ?? 0)} ${severity}`)
    .join(', ');
}

function inFile(outlier: Outlier): string {
  return outlier.file === undefined ? '' : ` of ${forTerminal(outlier.file, 200)}`;
}

function score(value: number): string {
  return value.toFixed(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 2 : 1)} %`;
}

/** 2026-01-05 09:03:07 */
function shortTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
