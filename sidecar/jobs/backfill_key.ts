/** The key of a backfill's checkpoints, and the run that its results are marked with. */
export function backfillKey(jobId: string): string {
  return `backfill:${jobId}`;
}
