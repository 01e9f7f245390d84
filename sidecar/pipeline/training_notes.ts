import type { PipelineInfo } from './info';
import { MAX_FLAGGED_SHARE } from './scoring';
import { count } from './explain/wording';

const FEW_LINES = 1000;
const WEEK_DAYS = 7;

/** What a user should know before trusting the model, in sentences. */
export function trainingNotes(
  info: PipelineInfo,
  truncated: boolean,
  overflowed: boolean,
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
  if (overflowed)
    notes.push('There were too many different values to keep all: new values may go unnoticed.');
  return notes;
}
