import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LineResult } from '../../common/api/score/schema';
import { rarityOfScore, severityOf } from '../../common/severity';
import type { Feedback, TrainedPipeline } from '../pipeline';
import { LineParser, parseDocument, type FieldMapping, type LogEvent } from '../pipeline/parse';
import { SKIP_REASONS } from '../jobs/checks';
import { LIMITS } from '../../common/api/limits';

/** A line as it comes over HTTP: the raw line, or a document as Elasticsearch has it. */
export type InputLine = string | Record<string, unknown>;

export interface ScoredLine {
  result: LineResult;
  event: LogEvent;
}

export type LineOutcome = ScoredLine | { skipped: string };

/** Lines that are scored before other requests get their turn; a slice stays below 20 ms. */
const SLICE_LINES = 500;

export interface ScoreLinesOptions {
  mapping: FieldMapping;
  feedback: Feedback;
  /** Reasons of flagged lines only, or of all. */
  reasons: 'flagged' | 'all';
}

/** Scores lines with a model, in their order, letting others work in between. */
export async function scoreLines(
  pipeline: TrainedPipeline,
  lines: readonly InputLine[],
  options: ScoreLinesOptions,
): Promise<LineOutcome[]> {
  const parse = lineReader(options.mapping);
  const outcomes: LineOutcome[] = [];
  for (let start = 0; start < lines.length; start += SLICE_LINES) {
    if (start > 0) await nextTurn();
    outcomes.push(...scoreSlice(pipeline, lines.slice(start, start + SLICE_LINES), parse, options));
  }
  return outcomes;
}

export type ReadLine = (line: InputLine) => LogEvent | { skipped: string };

/** Reads raw lines and documents. Lines of one reader are taken for successive lines of one source. */
export function lineReader(mapping: FieldMapping): ReadLine {
  const parser = new LineParser();
  return (line) => {
    if (typeof line !== 'string') {
      const parsed = parseDocument(line, mapping);
      return parsed.ok ? parsed.event : { skipped: SKIP_REASONS[parsed.reason] };
    }
    const text = line.length > LIMITS.maxLineChars ? line.slice(0, LIMITS.maxLineChars) : line;
    if (text.trim() === '') return { skipped: 'empty line' };
    return parser.parse(text);
  };
}

function scoreSlice(
  pipeline: TrainedPipeline,
  lines: readonly InputLine[],
  read: ReadLine,
  options: ScoreLinesOptions,
): LineOutcome[] {
  const events: LogEvent[] = [];
  const outcomes: (LineOutcome | null)[] = lines.map((line) => {
    const event = read(line);
    if ('skipped' in event) return event;
    events.push(event);
    return null;
  });
  if (events.length === 0) return outcomes.flatMap((outcome) => outcome ?? []);
  const scores = pipeline.scoreBatch(events, { reasons: 'all' });
  const nowMs = Date.now();
  let next = 0;
  return outcomes.map((outcome) => {
    if (outcome) return outcome;
    const i = next++;
    const scorePct = scores.scores[i];
    const template = scores.template(i);
    const { threshold } = pipeline;
    const { host } = events[i];
    const { flagged } = options.feedback.judge(template.id, host, scorePct, threshold, nowMs);
    const detectors = Object.entries(scores.detectorScores).map(([name, values]) => {
      return [name, values[i]] as const;
    });
    const result: LineResult = {
      score: scorePct,
      severity: severityOf(scorePct),
      flagged,
      one_in: rarityOfScore(scores.unsupervised[i]),
      template,
      detectors: Object.fromEntries(detectors),
      reasons: flagged || options.reasons === 'all' ? scores.reasons(i) : [],
    };
    return { result, event: events[i] };
  });
}
