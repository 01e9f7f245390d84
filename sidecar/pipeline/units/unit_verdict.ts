import type { Reason } from '../../../common/anomaly';
import { scoreOfNats, type Ensemble } from '../scoring';
import { templatesNamed } from './feature_name';
import type { UnitKind } from './options';

/** What is said of a flagged window or session. */
export interface UnitVerdict {
  kind: UnitKind;
  /** 0–100, on the scale of lines. */
  score: number;
  /** Score of each detector by itself, 0–100. */
  detectorScores: Record<string, number>;
  /** In falling contribution; they add up to the score. */
  reasons: Reason[];
  /** Templates that made it so, the strongest first: lines of them are the ones to show. −1: patterns never seen. */
  telling: number[];
  /** Names the kind of oddity, so that a verdict on one unit holds for others like it. */
  cause: string;
}

/** What a feature of a unit says, before it has its share of the score. */
export type UnitWording = Omit<Reason, 'contribution' | 'detector'>;

const LEAST_SHARE = 0.04;
const MOST_REASONS = 6;

/**
 * Judges units.
 * @param threshold score from which they are flagged
 * @param wording what a feature of unit i says
 * @returns for each unit its verdict, or null where it is not flagged
 */
export function judgeUnits<Batch>(
  kind: UnitKind,
  ensemble: Ensemble<Batch>,
  batch: Batch,
  threshold: number,
  wording: (feature: string, i: number) => UnitWording,
): (UnitVerdict | null)[] {
  const { surprise, members } = ensemble.judge(batch);
  return Array.from(surprise, (nats, i): UnitVerdict | null => {
    const score = scoreOfNats(nats);
    if (score < threshold) return null;
    const evidence = evidenceOf(ensemble.explain(batch, i));
    const total = evidence.reduce((sum, { nats: part }) => sum + part, 0);
    const reasons = evidence.map(({ detector, feature, nats: part }) => ({
      detector,
      ...wording(feature, i),
      contribution: (score * part) / total,
    }));
    return {
      kind,
      score,
      detectorScores: Object.fromEntries(
        ensemble.members.map(({ name }, k) => [name, scoreOfNats(members[k][i])]),
      ),
      reasons,
      telling: evidence.flatMap(({ feature }) => templatesNamed(feature)),
      cause: reasons.length > 0 ? `${reasons[0].kind} ${evidence[0].feature}` : kind,
    };
  });
}

interface Evidence {
  detector: string;
  feature: string;
  nats: number;
}

/** Joins contributions to the same feature and keeps the strongest. */
function evidenceOf(explained: ReturnType<Ensemble<unknown>['explain']>): Evidence[] {
  const joined = new Map<string, Evidence>();
  for (const { detector, contributions } of explained)
    for (const { feature, value } of contributions) {
      const held = joined.get(feature);
      if (held) held.nats += value;
      else joined.set(feature, { detector, feature, nats: value });
    }
  const evidence = [...joined.values()].filter(({ nats }) => nats > 0);
  evidence.sort((a, b) => b.nats - a.nats);
  const total = evidence.reduce((sum, { nats }) => sum + nats, 0);
  return evidence
    .slice(0, MOST_REASONS)
    .filter(({ nats }, i) => i === 0 || nats >= LEAST_SHARE * total);
}
