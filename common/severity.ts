/** The one severity scale, as in Elastic's own anomaly screens: a band starts at `minScore`. */
export const SEVERITY_BANDS = [
  { severity: 'critical', minScore: 75 },
  { severity: 'major', minScore: 50 },
  { severity: 'minor', minScore: 25 },
  { severity: 'warning', minScore: 3 },
  { severity: 'low', minScore: 0 },
] as const;

export type Severity = (typeof SEVERITY_BANDS)[number]['severity'];

export const SEVERITIES = ['critical', 'major', 'minor', 'warning', 'low'] as const;

/** This severity and all worse ones, the worst first. */
export function severitiesFrom(least: Severity): Severity[] {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
}

/** The band of a score in 0–100. */
export function severityOf(scorePct: number): Severity {
  return SEVERITY_BANDS.find((band) => scorePct >= band.minScore)?.severity ?? 'low';
}

/** Score at which a line is one in `lines`: score = 100 · min(1, −log10 p / 6) with p = 1 / lines. */
export function scoreOfRarity(lines: number): number {
  return Math.min(100, (100 * Math.log10(Math.max(1, lines))) / 6);
}

/** The inverse of {@link scoreOfRarity}: a score of 50 is one line in 1,000. Capped at one in 1,000,000. */
export function rarityOfScore(scorePct: number): number {
  return Math.round(10 ** ((Math.min(100, Math.max(0, scorePct)) * 6) / 100));
}
