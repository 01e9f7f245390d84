import { count, quoted } from '../explain/wording';
import { templateOf } from './feature_name';
import type { UnitWording } from './unit_verdict';

/** What sessions usually hold. */
export interface UsualSession {
  sessions: number;
  /** Median count of each template over the training sessions. */
  medianCount: Float64Array;
  /** Training sessions that hold each template. */
  sessionsWith: Uint32Array;
}

const SHAPE_TEXT: Record<string, string> = {
  events: 'the number of lines is unusual',
  duration: 'how long it took is unusual',
  longest_gap: 'its longest silence is unusual',
  mean_interval: 'the pace of its lines is unusual',
  other: 'lines of seldom patterns',
};

/**
 * Says what a feature of a session's score means.
 * @param counts lines of each template in the session; those never seen in training under −1
 */
export function sessionWording(
  feature: string,
  counts: ReadonlyMap<number, number>,
  usual: UsualSession,
  textOf: (template: number) => string,
): UnitWording {
  const [before, after] = feature.split(' then ');
  if (after !== undefined) return orderWording(before, after, textOf);
  if (feature === 'new') {
    const lines = counts.get(-1) ?? 0;
    return {
      kind: 'new_pattern',
      text: `${eventOf(-1, textOf)} was never seen before`,
      actual: times(lines),
    };
  }
  const template = templateOf(feature);
  if (template === undefined)
    return { kind: 'unusual_shape', text: SHAPE_TEXT[feature] ?? feature };
  const seen = counts.get(template) ?? 0;
  const median = usual.medianCount[template] ?? 0;
  const sessions = usual.sessionsWith[template] ?? 0;
  const event = eventOf(template, textOf);
  if (seen === 0)
    return {
      kind: 'missing_event',
      text: `${event} is missing`,
      typical: times(median),
      actual: 'none',
    };
  if (sessions < usual.sessions / 2)
    return {
      kind: 'rare_event',
      text: `${event} occurs in ${count(sessions)} of ${count(usual.sessions)} sessions only`,
      actual: times(seen),
    };
  return {
    kind: 'unusual_count',
    text: `${event} came ${times(seen)}`,
    typical: times(median),
    actual: times(seen),
  };
}

export function orderWording(
  before: string,
  after: string,
  textOf: (template: number) => string,
): UnitWording {
  const name = (token: string) => eventOf(templateOf(token) ?? -1, textOf);
  const kind = 'unusual_order';
  if (after === 'end') return { kind, text: `it ended after ${name(before)}` };
  if (before === 'start') return { kind, text: `it began with ${name(after)}` };
  return { kind, text: `${name(before)} was followed by ${name(after)}` };
}

const eventOf = (template: number, textOf: (template: number) => string) =>
  template < 0 ? 'an event of a new pattern' : `event ${quoted(textOf(template), 70)}`;

function times(n: number): string {
  if (n === 0) return 'none';
  return n === 1 ? 'once' : `${count(n)} times`;
}
