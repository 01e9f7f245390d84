/** Bounds on what comes from outside. Over them the sidecar answers 413 or 400 and says so. */
export const LIMITS = {
  /** Lines in one POST /v1/score, /analyze_logs or /predict. */
  maxLinesPerRequest: 10_000,
  /** Lines in one POST /train. */
  maxTrainingLinesPerRequest: 200_000,
  /** Characters of a line that are looked at; the rest is kept but not scored. */
  maxLineChars: 65_536,
  /** Rows of a page in a listing. */
  maxPageSize: 1_000,
  maxCommentChars: 2_000,
  maxNameChars: 200,
  /** Anomalies judged, or labels taken back, in one request. */
  maxBulkLabels: 1_000,
} as const;
