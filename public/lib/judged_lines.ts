import type { JudgedStep } from '../../common/app_api/evaluation/schema';

/** How flagging from a score on compares with what people said of the lines. */
export interface Confusion {
  /** Flagged and real. */
  found: number;
  /** Flagged and not real. */
  falseAlarms: number;
  /** Real and not flagged; only those that somebody confirmed below the threshold are known. */
  missed: number;
  rightlyQuiet: number;
}

export interface CurvePoint {
  thresholdPct: number;
  /** Share of the flagged lines that were real. */
  precision: number;
  /** Share of the real lines that were flagged. */
  recall: number;
  /** Share of the lines that were not real, but flagged. */
  falseAlarmRate: number;
}

/** Below so many judged lines of each kind, a figure would jump with every verdict. */
export const ENOUGH_OF_EACH = 5;

export function confusionAt(judged: readonly JudgedStep[], thresholdPct: number): Confusion {
  const confusion: Confusion = { found: 0, falseAlarms: 0, missed: 0, rightlyQuiet: 0 };
  // A step counts where it begins: thresholds between two are those of training, and few.
  const from = Math.floor(thresholdPct * 10 + 1e-6);
  for (const { step, real, notReal } of judged) {
    if (step >= from) {
      confusion.found += real;
      confusion.falseAlarms += notReal;
    } else {
      confusion.missed += real;
      confusion.rightlyQuiet += notReal;
    }
  }
  return confusion;
}

/** One point for each score that was judged, the threshold falling, so that recall rises. */
export function curveOf(judged: readonly JudgedStep[]): CurvePoint[] {
  const points = judged.map(({ step }): CurvePoint => {
    const { found, falseAlarms, missed, rightlyQuiet } = confusionAt(judged, step / 10);
    return {
      thresholdPct: step / 10,
      precision: share(found, found + falseAlarms),
      recall: share(found, found + missed),
      falseAlarmRate: share(falseAlarms, falseAlarms + rightlyQuiet),
    };
  });
  return points.reverse();
}

export const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
