import { z } from 'zod';
import { LOG_LEVELS } from './log_level';
import type { ScoreBin } from './score_bins';
import { SEVERITIES } from './severity';

/** Why a line scored as it did. The contributions of a line's reasons add up to its score. */
export const reasonSchema = z.object({
  /** Which detector says so: a name from the detector registry. */
  detector: z.string(),
  /** What kind of cause, for icons and filters: new_pattern, rare_pattern, rare_value, level, unusual_shape … */
  kind: z.string(),
  /** Plain words that name the thing: "address 173.234.31.186 was never seen before". */
  text: z.string(),
  /** Share of the score, in score points; the reasons of a line add up to the score. */
  contribution: z.number(),
  /** What is usual, in words: "about 40 a day", "200 or 304". */
  typical: z.string().optional(),
  /** What was seen, in words. */
  actual: z.string().optional(),
  /** The part of the raw line that is strange, so that it can be marked. */
  token: z.string().optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const verdictSchema = z.enum(['true', 'false_positive', 'mute']);
export type Verdict = z.infer<typeof verdictSchema>;

export const templateRefSchema = z.object({
  /** Stable across restarts and retraining. */
  id: z.string(),
  text: z.string(),
  /** Never seen in training. */
  is_new: z.boolean(),
});
export type TemplateRef = z.infer<typeof templateRefSchema>;

/** A window or a session that was flagged as a whole: many lines, one document. */
export const flaggedUnitSchema = z.object({
  kind: z.enum(['window', 'session']),
  /** What its lines have in common: the session's identifier, or "host service" of a window. */
  key: z.string(),
  start: z.string(),
  end: z.string(),
  /** Lines in it. */
  lines: z.number().int(),
  /** Score from which units of this kind are flagged. */
  threshold: z.number(),
  /** Lines that made it so, at most ten, in order of time. */
  evidence: z.array(z.object({ index: z.string(), id: z.string(), message: z.string() })),
});
export type FlaggedUnit = z.infer<typeof flaggedUnitSchema>;

/** One flagged line (or unit), exactly as it stands in the anomalies index. Field names are ECS where ECS has one. */
export const anomalyDocumentSchema = z.object({
  '@timestamp': z.string(),
  message: z.string(),
  log: z.object({ level: z.enum(LOG_LEVELS) }),
  host: z.object({ name: z.string() }),
  service: z.object({ name: z.string() }),
  source: z.object({ index: z.string(), id: z.string(), ip: z.string().optional() }),
  event: z.object({ ingested: z.string() }),
  anomaly: z.object({
    score: z.number(),
    severity: z.enum(SEVERITIES),
    model: z.string(),
    detectors: z.record(z.string(), z.number()),
    template: templateRefSchema,
    reasons: z.array(reasonSchema),
    /** The verdict that holds for this line now, given to it or to its pattern on its host. */
    label: verdictSchema.optional(),
    label_id: z.string().optional(),
    /** Present where a window or a session was flagged, not a line. */
    unit: flaggedUnitSchema.optional(),
    /** True while a verdict or mute takes the line below the threshold. */
    suppressed: z.boolean(),
  }),
});
export type AnomalyDocument = z.infer<typeof anomalyDocumentSchema>;

/** Lines of one pattern in a rollup. Screens take how many were flagged from the anomalies, which verdicts change. */
export interface PatternCount {
  /** As in TemplateRef; its text stands in the catalogue of patterns. */
  id: string;
  lines: number;
  /** Times of the first and last of them, in epoch milliseconds. */
  first: number;
  last: number;
}

/** A pattern in the catalogue, as it was described last. */
export interface PatternDescription {
  pattern: { id: string; text: string };
  /** The model that described it. */
  model: string;
  described_at: string;
  /** What this model learned of it; absent where training never saw it. Times are absent where lines had none. */
  trained?: { lines: number; first?: string; last?: string };
}

/** One rollup document: a minute of one host and service as one scored batch saw it. Sum over documents. */
export interface RollupDocument {
  '@timestamp': string;
  host: { name: string };
  service: { name: string };
  rollup: {
    model: string;
    lines: number;
    flagged: number;
    max_score: number;
    /** Lines per level; levels that did not occur are left out. */
    levels: Partial<Record<(typeof LOG_LEVELS)[number], number>>;
    /** Lines of patterns that training never saw. */
    new_patterns: number;
    /** Lines at each node of the score, in parts; nodes without any are left out. See score_bins. */
    scores: Partial<Record<ScoreBin, number>>;
    /** The same lines by pattern: they add up to `lines`. Absent in rollups of earlier versions. */
    patterns?: PatternCount[];
  };
}
