import type { DriftMeasure, DriftVerdict } from '../../common/api/drift/schema';
import type { DriftReference } from '../pipeline/drift_reference';
import {
  binomialBounds,
  kolmogorovSmirnov,
  kolmogorovSmirnovByChance,
  populationStabilityIndex,
  stabilityIndexByChance,
  sumOf,
} from './distances';

/** Lines of a part of the period. */
export interface DriftPart {
  lines: number;
  newPatterns: number;
  /** Lines at each node of the score, in parts. */
  scoreBins: readonly number[];
}

/** Fewer recent or held-back lines tell nothing about a distribution. */
export const MIN_LINES = 1_000;
/** With lines in fewer parts of the period, an incident could not be told from a change that lasts. */
export const MIN_PARTS = 3;

/** New patterns: so many times the share in training, and so much more of it. */
const NEW_PATTERNS = {
  drifting: { factor: 2, more: 0.005 },
  strong: { factor: 5, more: 0.05 },
};
/**
 * The usual reading of the index is: below 0.1 no change, above 0.25 a great one (Siddiqi, Credit Risk Scorecards, 2006).
 * These are about twice that, since lines come in trains and few patterns make up most of them: between alternate blocks
 * of one HDFS log it is 0.14 already, and the Kolmogorov–Smirnov distance 0.08.
 */
const PSI = { drifting: 0.2, strong: 0.5 };
const KS = { drifting: 0.15, strong: 0.25 };

const ORDER = ['stable', 'drifting', 'strong'] as const;

/**
 * Judges the parts of a period by what training saw. Every measure is also taken with each part left out in turn, the
 * smallest of these counts, and what chance makes of so few lines is taken off: so neither few lines nor one incident,
 * which fills one part with new patterns, is taken for a change that lasts.
 */
export function judgeDrift(reference: DriftReference, parts: readonly DriftPart[]): DriftMeasure[] {
  const all = together(parts);
  const others = parts.map((_, i) => together(parts.filter((__, k) => k !== i)));
  const held = reference.lines;
  const measure = (
    name: DriftMeasure['name'],
    valueOf: (part: DriftPart) => number,
    atLeastOf: (part: DriftPart) => number,
    inTraining: number,
    thresholds: DriftMeasure['thresholds'],
  ): DriftMeasure => {
    const atLeast = Math.max(0, Math.min(...[all, ...others].map(atLeastOf)));
    return {
      name,
      value: valueOf(all),
      in_training: inTraining,
      at_least: atLeast,
      thresholds,
      verdict:
        atLeast >= thresholds.strong
          ? 'strong'
          : atLeast >= thresholds.drifting
            ? 'drifting'
            : 'stable',
    };
  };
  const inTraining = reference.newPatterns / held;
  const inTrainingAtMost = binomialBounds(reference.newPatterns, held).high;
  const newPatternsFrom = ({ factor, more }: { factor: number; more: number }) =>
    Math.max(factor * inTrainingAtMost, inTrainingAtMost + more);
  const psi = (part: DriftPart) => populationStabilityIndex(part.scoreBins, reference.scoreBins);
  const ks = (part: DriftPart) => kolmogorovSmirnov(part.scoreBins, reference.scoreBins);
  return [
    measure(
      'new_pattern_share',
      (part) => part.newPatterns / part.lines,
      (part) => binomialBounds(part.newPatterns, part.lines).low,
      inTraining,
      {
        drifting: newPatternsFrom(NEW_PATTERNS.drifting),
        strong: newPatternsFrom(NEW_PATTERNS.strong),
      },
    ),
    measure(
      'score_psi',
      psi,
      (part) => psi(part) - stabilityIndexByChance(Math.max(1, part.lines), held),
      0,
      PSI,
    ),
    measure(
      'score_ks',
      ks,
      (part) => ks(part) - kolmogorovSmirnovByChance(Math.max(1, part.lines), held),
      0,
      KS,
    ),
  ];
}

/** The worst of the measures. */
export function worstVerdict(measures: readonly DriftMeasure[]): Exclude<DriftVerdict, 'unknown'> {
  const places = measures.map(({ verdict }) => ORDER.indexOf(verdict));
  return ORDER[Math.max(0, ...places)];
}

/** Why the lines are not enough for a verdict; null where they are. */
export function tooFew(reference: DriftReference, parts: readonly DriftPart[]): string | null {
  const { lines } = together(parts);
  if (reference.lines < MIN_LINES) {
    return `The model was trained on too few lines to tell what is usual: ${reference.lines} could be judged, and ${MIN_LINES} are needed.`;
  }
  if (lines < MIN_LINES) {
    return `Only ${lines} lines were scored by this model in the period, and ${MIN_LINES} are needed to tell. Ask again later, or for a longer period.`;
  }
  const filled = parts.filter((part) => part.lines > 0).length;
  if (filled < MIN_PARTS) {
    return 'All lines came within a short time of the period: an incident could not be told from a change that lasts. Ask again later.';
  }
  return null;
}

export function together(parts: readonly DriftPart[]): DriftPart {
  const bins = parts.at(0)?.scoreBins.length ?? 0;
  return {
    lines: sumOf(parts.map(({ lines }) => lines)),
    newPatterns: sumOf(parts.map(({ newPatterns }) => newPatterns)),
    scoreBins: Array.from({ length: bins }, (_, bin) =>
      sumOf(parts.map(({ scoreBins }) => scoreBins[bin])),
    ),
  };
}
