import { z } from 'zod';

const figure = z.number().nullable();

/** What a model learned from labels. All figures are on the labels themselves, each judged without those of its time. */
export const modelClassifierSchema = z.object({
  classifiers: z.array(z.string()),
  /** Lines that it learned from. */
  labels: z.object({
    anomalous: z.number().int(),
    normal: z.number().int(),
    /** Without a label: they say, with little weight, what is usual. */
    unlabelled: z.number().int(),
  }),
  /** Lines are flagged from this probability of an anomaly on, 0–100. */
  threshold: z.number(),
  /** How labels were parted to judge each without itself; "none": too few for that, so the figures are too good. */
  split: z.object({
    method: z.enum(['time', 'none']),
    folds: z.number().int(),
    /** Stretches of time that are dealt out to the folds. */
    blocks: z.number().int(),
  }),
  precision: figure,
  recall: figure,
  f1: figure,
  roc_auc: figure,
  average_precision: figure,
  confusion_matrix: z.object({
    true_positives: z.number().int(),
    false_positives: z.number().int(),
    false_negatives: z.number().int(),
    true_negatives: z.number().int(),
  }),
  /** Falling; at most 25. */
  feature_importance: z.array(z.object({ feature: z.string(), importance: z.number() })),
  /** Falling threshold, 0–100; at most 100 points. */
  precision_recall_curve: z.array(
    z.object({ threshold: z.number(), precision: z.number(), recall: z.number() }),
  ),
});
export type ModelClassifier = z.infer<typeof modelClassifierSchema>;
