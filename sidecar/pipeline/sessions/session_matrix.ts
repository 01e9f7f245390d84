import { BundleError, type Bundle, type BundleArray } from '../bundle';
import { MAX_COLUMNS, type FeatureMatrix } from '../features/matrix';
import { quantile } from '../scoring/tail_calibration';
import { OpenSessions } from './open_sessions';
import { rangeOf, type SessionBatch } from './session_batch';

/** How long a session is and where it is silent; times in the batch's clock. */
const SHAPE_COLUMNS = ['events', 'duration', 'longest_gap', 'mean_interval'] as const;
const SHAPE = SHAPE_COLUMNS.length;
const MAX_TEMPLATE_COLUMNS = MAX_COLUMNS - 2 - SHAPE;
/** A template of fewer training sessions counts as never seen: left out, its only session would not know it. */
const MIN_SESSIONS = 2;

/**
 * Sessions as rows of log(1 + x): counts of the most widespread templates, a column for all other templates
 * and one for those that training never saw, then events, duration, longest gap and mean interval. A session
 * that may still be open is not blamed for being short: below the median, its shape is taken to be the median.
 */
export class SessionMatrix {
  readonly columns: readonly string[];
  /** Column of each template, the last entry that of unseen ones. */
  private readonly columnOf: Int32Array;

  private constructor(
    /** Templates that have a column of their own. */
    private readonly widespread: Int32Array,
    /** 1 where a template counts as never seen. */
    private readonly rare: Uint8Array,
    /** Median of each shape column; empty where the shape is left out. */
    private readonly usualShape: Float64Array,
    private readonly open: OpenSessions,
  ) {
    const counted = widespread.length;
    this.columns = [
      ...Array.from(widespread, (template) => `template:${template}`),
      'other',
      'new',
      ...SHAPE_COLUMNS.slice(0, usualShape.length),
    ];
    this.columnOf = new Int32Array(open.templates + 1).fill(counted);
    rare.forEach((isRare, template) => (this.columnOf[template] += isRare));
    widespread.forEach((template, column) => (this.columnOf[template] = column));
    this.columnOf[open.templates] = counted + 1;
  }

  /** @param withShape whether rows tell how long sessions are and how long they are silent */
  static fit(batch: SessionBatch, withShape: boolean): SessionMatrix {
    const frequency = sessionFrequency(batch);
    const widespread = Int32Array.from(frequency.keys())
      .filter((template) => frequency[template] >= MIN_SESSIONS)
      .sort((a, b) => frequency[b] - frequency[a])
      .slice(0, MAX_TEMPLATE_COLUMNS);
    const rare = Uint8Array.from(frequency, (sessions) => (sessions < MIN_SESSIONS ? 1 : 0));
    const usualShape = withShape ? medianShape(batch) : new Float64Array(0);
    return new SessionMatrix(widespread, rare, usualShape, OpenSessions.fit(batch));
  }

  rows(batch: SessionBatch): FeatureMatrix {
    const width = this.columns.length;
    const values = new Float32Array(batch.sessions * width);
    for (let session = 0; session < batch.sessions; session++) {
      const row = values.subarray(session * width, (session + 1) * width);
      const { templates, counts } = this.open.counts(batch, session);
      templates.forEach((template, at) => (row[this.columnOf[template]] += counts[at]));
      if (this.usualShape.length > 0) this.fillShape(batch, session, row.subarray(width - SHAPE));
      for (let column = 0; column < width; column++) row[column] = Math.log1p(row[column]);
    }
    return { columns: this.columns, rows: batch.sessions, values };
  }

  private fillShape(batch: SessionBatch, session: number, into: Float32Array): void {
    into.set(shapeOf(batch, session));
    if (!this.open.mayBeOpen(batch, session)) return;
    this.usualShape.forEach((usual, i) => (into[i] = Math.max(into[i], usual)));
  }

  toArrays(): Record<string, BundleArray> {
    const { widespread, rare, usualShape } = this;
    return { widespread, rare, usualShape, ...this.open.toArrays() };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle): SessionMatrix {
    const open = OpenSessions.fromBundle(bundle);
    const widespread = bundle.array('widespread', 'i32');
    if (widespread.length > MAX_TEMPLATE_COLUMNS)
      throw new BundleError('there are more columns than a row may have');
    if (widespread.some((template) => template < 0 || template >= open.templates))
      throw new BundleError('a column belongs to a template that is not there');
    const rare = bundle.array('rare', 'u8', open.templates);
    const shape = bundle.array('usualShape', 'f64');
    if (shape.length !== 0 && shape.length !== SHAPE)
      throw new BundleError('the columns of the sessions are not those there are');
    if (rare.some((isRare) => isRare > 1) || shape.some((value) => !(value >= 0)))
      throw new BundleError('the columns of the sessions hold impossible values');
    return new SessionMatrix(widespread, rare, shape, open);
  }
}

/** Events, duration, longest gap and mean interval of a session. */
function shapeOf(batch: SessionBatch, session: number): number[] {
  const [from, to] = rangeOf(batch, session);
  let longest = 0;
  for (let at = from + 1; at < to; at++)
    longest = Math.max(longest, batch.times[at] - batch.times[at - 1]);
  // Lines may come out of order, but no session takes less than no time.
  const duration = to > from ? Math.max(0, batch.times[to - 1] - batch.times[from]) : 0;
  return [to - from, duration, longest, duration / Math.max(1, to - from - 1)];
}

function medianShape(batch: SessionBatch): Float64Array {
  const all = Array.from({ length: SHAPE }, () => new Float64Array(batch.sessions));
  for (let session = 0; session < batch.sessions; session++)
    shapeOf(batch, session).forEach((value, i) => (all[i][session] = value));
  return Float64Array.from(all, (values) => quantile(values.sort(), 0.5));
}

/** Sessions that hold each template. */
export function sessionFrequency(batch: SessionBatch): Uint32Array {
  const frequency = new Uint32Array(batch.templates);
  const lastSession = new Int32Array(batch.templates).fill(-1);
  for (let session = 0; session < batch.sessions; session++) {
    const [from, to] = rangeOf(batch, session);
    for (let at = from; at < to; at++) {
      const template = batch.events[at];
      if (template >= batch.templates || lastSession[template] === session) continue;
      lastSession[template] = session;
      frequency[template]++;
    }
  }
  return frequency;
}
