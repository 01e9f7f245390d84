import type { Reason } from '../../../common/anomaly';
import type { Contribution } from '../detectors/detector';
import type { LineStatistics, LineView } from '../features/line_statistics';
import type { ValueOddity } from '../features/parameter_slots';
import { causeOfColumn, type Cause } from './causes';
import { parameterReason } from './parameter_reasons';
import {
  addressReason,
  authReason,
  hostReason,
  hourReason,
  patternReason,
  serviceReason,
  severityReason,
  webReason,
  wordReason,
} from './line_reasons';

/** What a reason says, before it has its share of the score. */
export type Wording = Omit<Reason, 'contribution' | 'detector'>;

/** Contributions of one detector to one line, in nats of the ensemble. */
export interface DetectorContributions {
  detector: string;
  contributions: readonly Contribution[];
}

/** Reasons with less than this share of the score are folded into the greatest. */
const LEAST_SHARE = 0.04;
const MOST_REASONS = 6;

interface Evidence {
  wording: () => Wording;
  nats: number;
  byDetector: Map<string, number>;
}

const WORDING_OF_CAUSE: Record<
  Exclude<Cause, 'parameter'>,
  (statistics: LineStatistics, view: LineView) => Wording
> = {
  pattern: patternReason,
  words: wordReason,
  host: hostReason,
  hour: hourReason,
  address: addressReason,
  service: serviceReason,
  severity: severityReason,
  auth: authReason,
  web: webReason,
};

/**
 * Turns the contributions of the features to a line's score into a few reasons in plain words. What speaks for
 * strangeness is kept and scaled so that the reasons add up to the score exactly.
 */
export class LineExplainer {
  constructor(private readonly statistics: LineStatistics) {}

  explain(view: LineView, detectors: readonly DetectorContributions[], scorePct: number): Reason[] {
    const evidence = [...this.collect(view, detectors)].filter(({ nats }) => nats > 0);
    evidence.sort((a, b) => b.nats - a.nats);
    const total = evidence.reduce((sum, { nats }) => sum + nats, 0);
    if (total <= 0) return this.nothingSpecial(view, detectors, scorePct);
    const kept = evidence
      .slice(0, MOST_REASONS)
      .filter(({ nats }, i) => i === 0 || nats >= LEAST_SHARE * total);
    const keptNats = kept.reduce((sum, { nats }) => sum + nats, 0);
    const reasons = kept.map((item) => ({
      detector: strongest(item.byDetector),
      ...item.wording(),
      contribution: (scorePct * item.nats) / keptNats,
    }));
    // The greatest takes the rounding, so that the sum is exact.
    const others = reasons.slice(1).reduce((sum, { contribution }) => sum + contribution, 0);
    reasons[0].contribution = scorePct - others;
    return reasons;
  }

  private nothingSpecial(
    view: LineView,
    detectors: readonly DetectorContributions[],
    scorePct: number,
  ): Reason[] {
    return [
      {
        detector: detectors[0].detector,
        ...patternReason(this.statistics, view),
        contribution: scorePct,
      },
    ];
  }

  private collect(
    view: LineView,
    detectors: readonly DetectorContributions[],
  ): IterableIterator<Evidence> {
    const found = new Map<string, Evidence>();
    const add = (key: string, detector: string, nats: number, wording: () => Wording) => {
      let item = found.get(key);
      if (!item) found.set(key, (item = { wording, nats: 0, byDetector: new Map() }));
      item.nats += nats;
      item.byDetector.set(detector, (item.byDetector.get(detector) ?? 0) + nats);
    };
    const oddities = this.oddities(view);
    for (const { detector, contributions } of detectors)
      for (const { feature, value } of contributions) {
        const cause = this.causeOf(feature, view);
        if (cause !== 'parameter') {
          add(cause, detector, value, () => WORDING_OF_CAUSE[cause](this.statistics, view));
          continue;
        }
        const ofKind = oddities.filter(({ kind }) => kind === feature);
        const total = ofKind.reduce((sum, { excess }) => sum + excess, 0);
        for (const oddity of ofKind)
          add(`parameter ${oddity.position}`, detector, (value * oddity.excess) / total, () =>
            parameterReason(this.statistics, view, oddity),
          );
      }
    return found.values();
  }

  /** A known pattern is as rare as its words: two reasons would say the same thing twice. */
  private causeOf(column: string, view: LineView): Cause {
    const cause = causeOfColumn(column);
    return cause === 'words' && !this.statistics.hasNewWord(view) ? 'pattern' : cause;
  }

  private oddities(view: LineView) {
    const oddities: { position: number; slot: number; kind: ValueOddity; excess: number }[] = [];
    if (this.statistics.isKnown(view.template))
      this.statistics.parameters.judge(
        view.template,
        view.event.raw,
        view.spans,
        (position, slot, kind, excess) => oddities.push({ position, slot, kind, excess }),
      );
    return oddities;
  }
}

function strongest(byDetector: ReadonlyMap<string, number>): string {
  return [...byDetector].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
