import type { PipelineInfo } from './info';
import { MAX_FLAGGED_SHARE } from './scoring';
import { count } from './explain/wording';
import { MAX_UNIT_LINES } from './units/options';

const FEW_LINES = 1000;
const WEEK_DAYS = 7;

/** What training had to leave out. */
export interface LeftOut {
  /** Whether there were more lines than are read. */
  truncated: boolean;
  /** Whether there were more values than are kept. */
  valuesOverflowed: boolean;
  /** Whether there were more lines than windows and sessions are learned from. */
  unitsCut: boolean;
  /** Lines of patterns that were marked as true anomalies. */
  anomalousLines: number;
}

/** What a user should know before trusting the model, in sentences. */
export function trainingNotes(
  info: PipelineInfo,
  { truncated, valuesOverflowed, unitsCut, anomalousLines }: LeftOut,
): string[] {
  const notes: string[] = [];
  if (info.lines < FEW_LINES)
    notes.push(
      `Only ${count(info.lines)} lines: scores are rough. A few thousand make them reliable.`,
    );
  if (Number.isNaN(info.days))
    notes.push('No line carries a time: the alert budget counts on all training lines as one day.');
  else if (info.days < 1)
    notes.push(
      `${Math.max(1, Math.round(info.days * 24))} h of logs: daily rhythms are not known yet, and the lines a day are an estimate.`,
    );
  else if (info.days < WEEK_DAYS)
    notes.push(`${info.days.toFixed(1)} days of logs: weekly rhythms are not known yet.`);
  if (info.alertBudgetPerDay > MAX_FLAGGED_SHARE * info.linesPerDay)
    notes.push(
      `With about ${count(info.linesPerDay)} lines a day the alert budget is not used up: no more than one line in ${1 / MAX_FLAGGED_SHARE} is flagged.`,
    );
  if (truncated) notes.push(`Reading stopped after ${count(info.lines)} lines.`);
  if (valuesOverflowed)
    notes.push('There were too many different values to keep all: new values may go unnoticed.');
  if (unitsCut)
    notes.push(
      `Windows and sessions were learned from the first ${count(MAX_UNIT_LINES)} lines only.`,
    );
  if (anomalousLines > 0)
    notes.push(
      `${count(anomalousLines)} lines of patterns that were marked as true anomalies were not learned from, and count as never seen.`,
    );
  return notes;
}
