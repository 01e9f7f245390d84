import { VALUE, type Vocabulary } from '../vocabulary';

export interface MergeLimits {
  minValues: number;
  minValuesGuarded: number;
}

/** What is known about the words that stand at one position of otherwise equal patterns. */
export interface PositionEvidence {
  position: number;
  /** Constant words besides this position. */
  constants: number;
  /** Distinct words at this position, VALUE among them where a value was seen. */
  words: Iterable<number>;
  quoted: boolean;
  /** Whether the same neighbours enclose a variable position elsewhere. */
  knownSlot: boolean;
}

const SURE = 2;

/** How many distinct words make the position variable; Infinity where nothing would be left. */
export function valuesNeeded(
  evidence: PositionEvidence,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): number {
  if (evidence.constants === 0) return Infinity;
  let hasValue = false;
  let states = true;
  let identifiers = true;
  for (const word of evidence.words) {
    if (word === VALUE) {
      hasValue = true;
      continue;
    }
    states &&= vocabulary.isState(word);
    identifiers &&= vocabulary.isIdentifier(word);
  }
  if (evidence.knownSlot || (evidence.quoted && !(states && !hasValue))) return SURE;
  if (hasValue) return evidence.constants >= 2 ? SURE : limits.minValues;
  if (states || evidence.constants === 1) return limits.minValuesGuarded;
  if (evidence.position === 0 && !identifiers) return limits.minValuesGuarded;
  return limits.minValues;
}
