/** What is known of a source before training on it. */
export interface SourceFacts {
  index: string;
  indices: number;
  lines: number;
  days: number;
  /** 0–1 of the sample. */
  unreadableShare: number;
  hasTime: boolean;
}

const WEEK_DAYS = 7;
const TRAIN_LINES = 1_000_000;

/** Whether that is enough to train on, in sentences. */
export function previewNotes(facts: SourceFacts, minLines: number): string[] {
  if (facts.indices === 0) {
    return [
      `No index matches ${facts.index}. Ship logs into one, or name another pattern (ANOMALIES_SOURCE_PATTERN).`,
    ];
  }
  if (facts.lines === 0) return [`There are no lines in ${facts.index} in this period.`];
  const notes: string[] = [];
  if (facts.lines < minLines) {
    notes.push(
      `Only ${number(facts.lines)} lines: wait for at least ${number(minLines)} before training.`,
    );
  }
  if (!facts.hasTime) {
    notes.push(
      'No line has a time that could be read: name its field in ANOMALIES_FIELD_TIMESTAMP.',
    );
  } else if (facts.days < 1) {
    const hours = Math.max(1, Math.round(facts.days * 24));
    notes.push(
      `${number(hours)} ${hours === 1 ? 'hour' : 'hours'}: daily rhythms are not known yet.`,
    );
  } else if (facts.days < WEEK_DAYS) {
    const days = Math.round(facts.days);
    notes.push(`${days} ${days === 1 ? 'day' : 'days'}: weekly rhythms are not known yet.`);
  } else if (facts.lines >= minLines) {
    notes.push(`${number(Math.round(facts.days))} days: enough to know a normal week.`);
  }
  if (facts.lines > TRAIN_LINES) {
    notes.push(
      `Training takes ${number(TRAIN_LINES)} of the ${number(facts.lines)} lines, spread evenly over the period.`,
    );
  }
  if (facts.unreadableShare > 0) {
    const percent = Math.max(1, Math.round(facts.unreadableShare * 100));
    notes.push(
      `About ${percent} % of the documents have no message or no readable time and are left out.`,
    );
  }
  return notes;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
