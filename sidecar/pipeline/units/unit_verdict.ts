import type { Reason } from '../../../common/anomaly';
import type { UnitKind } from './options';

/** What is said of a window or a session. */
export interface UnitVerdict {
  kind: UnitKind;
  /** 0–100, on the scale of lines. */
  score: number;
  flagged: boolean;
  /** Score of each detector by itself, 0–100. */
  detectorScores: Record<string, number>;
  /** In falling contribution; empty where the unit is not flagged. */
  reasons: Reason[];
  /** Templates that made it so, the strongest first: lines of them are the ones to show. −1: patterns never seen. */
  telling: number[];
  /** Names the kind of oddity, so that a verdict on one unit holds for others like it. */
  cause: string;
}

/** A cause with its share, before it is worded. */
export interface Evidence {
  detector: string;
  feature: string;
  nats: number;
}

const LEAST_SHARE = 0.04;
const MOST_REASONS = 6;

/**
 * Joins contributions to the same feature, keeps the strongest and scales them so that they add up to the score.
 * @param wording what a feature says, without its share
 */
export function reasonsOf(
  explained: readonly {
    detector: string;
    contributions: readonly { feature: string; value: number }[];
  }[],
  score: number,
  wording: (feature: string, detector: string) => Omit<Reason, 'contribution' | 'detector'>,
): { reasons: Reason[]; evidence: Evidence[] } {
  const joined = new Map<string, Evidence>();
  for (const { detector, contributions } of explained)
    for (const { feature, value } of contributions) {
      const held = joined.get(feature);
      if (!held) joined.set(feature, { detector, feature, nats: value });
      else held.nats += value;
    }
  const evidence = [...joined.values()].filter(({ nats }) => nats > 0);
  evidence.sort((a, b) => b.nats - a.nats);
  const total = evidence.reduce((sum, { nats }) => sum + nats, 0);
  const kept = evidence
    .slice(0, MOST_REASONS)
    .filter(({ nats }, i) => i === 0 || nats >= LEAST_SHARE * total);
  const keptNats = kept.reduce((sum, { nats }) => sum + nats, 0);
  const reasons = kept.map(({ detector, feature, nats }) => ({
    detector,
    ...wording(feature, detector),
    contribution: (score * nats) / keptNats,
  }));
  return { reasons, evidence: kept };
}
