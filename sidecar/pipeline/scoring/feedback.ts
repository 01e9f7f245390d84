import type { Verdict } from '../../../common/anomaly';
import type { Label } from '../../../common/api/labels/schema';

/** A false positive must be outdone by so many score points to be flagged again; a true one may fall short by as many. */
export const LABEL_MARGIN = 5;

/** What labels make of a score. */
export interface Judgement {
  /** Flagged after all. */
  flagged: boolean;
  /** Over the model's own threshold, but held down by a label. */
  suppressed: boolean;
  /** The label that holds for this pattern on this host, and its verdict; absent where none does. */
  labelId?: string;
  verdict?: Verdict;
}

/** The labels of one pattern on one host. */
interface Ruling {
  /** The latest label that is no mute, and the highest (or, of true ones, lowest) score labelled so in a row. */
  verdict?: { label: Label; bound: number };
  /** A mute that came after it. */
  mute?: { label: Label; untilMs: number };
}

const keyOf = (templateId: string, host: string) => `${templateId}\u0000${host}`;

/**
 * Applies analysts' labels to scores, outside of any model, so that a label counts for the very next line and
 * undoing it is exact. A label holds for its pattern on its host; of several the latest wins, and a mute that
 * has ended counts no more.
 */
export class Feedback {
  private readonly rulings = new Map<string, Ruling>();

  constructor(labels: readonly Label[]) {
    const ordered = [...labels].sort(
      (a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || (a.id < b.id ? -1 : 1),
    );
    for (const label of ordered) this.take(label);
  }

  private take(label: Label): void {
    const key = keyOf(label.template_id, label.host);
    const before = this.rulings.get(key)?.verdict;
    if (label.verdict === 'mute') {
      const untilMs = label.until === null ? Infinity : Date.parse(label.until);
      this.rulings.set(key, { verdict: before, mute: { label, untilMs } });
      return;
    }
    let bound = label.score;
    if (before?.label.verdict === label.verdict)
      bound = (label.verdict === 'true' ? Math.min : Math.max)(before.bound, label.score);
    this.rulings.set(key, { verdict: { label, bound } });
  }

  /**
   * @param scorePct score of the line, 0–100
   * @param thresholdPct the model's threshold
   * @param nowMs when a mute is asked whether it still holds
   */
  judge(
    templateId: string,
    host: string,
    scorePct: number,
    thresholdPct: number,
    nowMs: number,
  ): Judgement {
    const over = scorePct >= thresholdPct;
    const ruling = this.rulings.get(keyOf(templateId, host));
    const muted = ruling?.mute !== undefined && nowMs < ruling.mute.untilMs;
    const label = muted ? ruling?.mute?.label : ruling?.verdict?.label;
    if (!label) return { flagged: over, suppressed: false };
    const bound = ruling?.verdict?.bound ?? 0;
    const flagged = isFlagged(label.verdict, scorePct, thresholdPct, bound);
    return { flagged, suppressed: over && !flagged, labelId: label.id, verdict: label.verdict };
  }
}

function isFlagged(
  verdict: Verdict,
  scorePct: number,
  thresholdPct: number,
  bound: number,
): boolean {
  if (verdict === 'mute') return false;
  if (verdict === 'false_positive')
    return scorePct >= thresholdPct && scorePct > bound + LABEL_MARGIN;
  return scorePct >= Math.min(thresholdPct, bound - LABEL_MARGIN);
}
