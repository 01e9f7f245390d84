import type { Label } from '../../common/api/labels/schema';
import type { TrainedPipeline } from '../pipeline';
import type { LogEvent } from '../pipeline/parse';
import { natsOfScore } from '../pipeline/scoring';

/** What an analyst judged, as a line that could come again. */
export interface JudgedLine {
  event: LogEvent;
  verdict: 'true' | 'false_positive';
}

/** What a model makes of the held-back lines. */
export interface Measures {
  lines: number;
  flagged: number;
  /** Lines of a pattern that the model never saw. */
  newPatterns: number;
  /** −ln p, summed over the lines; 1 a line where they are like those of its training. */
  surpriseNats: number;
  /** Of the lines judged true, those that it would flag. */
  trueFound: number;
  /** Of the lines judged false positives, those that it would flag. */
  falseFlagged: number;
}

export function emptyMeasures(): Measures {
  return { lines: 0, flagged: 0, newPatterns: 0, surpriseNats: 0, trueFound: 0, falseFlagged: 0 };
}

/** Adds what the model makes of a batch of lines. Labels are left aside: it is the model that is judged. */
export function measureLines(
  measures: Measures,
  pipeline: TrainedPipeline,
  events: LogEvent[],
): void {
  const { unsupervised, flagged, template } = pipeline.scoreBatch(events, { reasons: 'none' });
  for (let i = 0; i < events.length; i++) {
    measures.lines++;
    measures.flagged += flagged[i];
    if (template(i).is_new) measures.newPatterns++;
    measures.surpriseNats += natsOfScore(unsupervised[i]);
  }
}

/** Adds whether the model agrees with the analysts. */
export function measureJudged(
  measures: Measures,
  pipeline: TrainedPipeline,
  judged: readonly JudgedLine[],
): void {
  if (judged.length === 0) return;
  const { flagged } = pipeline.scoreBatch(
    judged.map(({ event }) => event),
    { reasons: 'none' },
  );
  judged.forEach(({ verdict }, i) => {
    if (flagged[i] === 0) return;
    if (verdict === 'true') measures.trueFound++;
    else measures.falseFlagged++;
  });
}

/** The verdict that holds for each pattern on each host: the latest one; mutes say nothing about a model. */
export function latestVerdicts(labels: readonly Label[]): Label[] {
  const latest = new Map<string, Label>();
  for (const label of labels) {
    if (label.verdict === 'mute') continue;
    const key = `${label.template_id}\u0000${label.host}`;
    const before = latest.get(key);
    if (!before || before.created_at < label.created_at) latest.set(key, label);
  }
  return [...latest.values()];
}
