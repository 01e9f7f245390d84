import { BundleError, type Bundle, type BundleArray } from '../bundle';
import { quantile } from '../scoring/tail_calibration';
import { rangeOf, type SessionBatch } from './session_batch';

const LATE = 0.95;

/** A template that begins a smaller share of the sessions is no usual beginning. */
const USUAL_START = 0.05;

/** How often the templates that a session holds come in it; `templates` in rising order. */
export interface EventCounts {
  templates: Int32Array;
  counts: Float64Array;
}

/**
 * The rule for open sessions. A session that is still running, or cut by the end of the data, lacks its last
 * events and would look strange. So where a template's count is below the training median and the session is
 * younger than the 95th percentile of when that template comes last, the count is taken to be the median.
 *
 * The same at the other end: a session that shows up soon after the data begins, and not with an event that sessions
 * usually begin with, has begun before. Nobody knows what it lacks, so no count of it is taken to be below the median.
 */
export class OpenSessions {
  /** Templates that half of the sessions hold or more. */
  private readonly usual: Int32Array;

  private constructor(
    /** Median count of each template over the training sessions. */
    private readonly medianCount: Float64Array,
    /** 95th percentile of the time from a session's start to the template's last occurrence. */
    private readonly lateLag: Float64Array,
    /** 95th percentile of how long sessions last. */
    private readonly lateEnd: number,
    /** 1 for templates that sessions usually begin with. */
    private readonly usualStart: Uint8Array,
  ) {
    this.usual = Int32Array.from(medianCount.keys()).filter(
      (template) => medianCount[template] > 0,
    );
  }

  static fit(batch: SessionBatch): OpenSessions {
    const counts: number[][] = Array.from({ length: batch.templates }, () => []);
    const lags: number[][] = Array.from({ length: batch.templates }, () => []);
    const durations = new Float64Array(batch.sessions);
    for (let session = 0; session < batch.sessions; session++) {
      const [from, to] = rangeOf(batch, session);
      const count = new Map<number, number>();
      const last = new Map<number, number>();
      for (let at = from; at < to; at++) {
        const template = batch.events[at];
        count.set(template, (count.get(template) ?? 0) + 1);
        last.set(template, batch.times[at]);
      }
      const start = startOf(batch, session);
      for (const [template, n] of count) counts[template].push(n);
      for (const [template, time] of last) lags[template].push(time - start);
      durations[session] = batch.times[to - 1] - start;
    }
    return new OpenSessions(
      Float64Array.from(counts, (held) => medianWithZeros(held, batch.sessions)),
      Float64Array.from(lags, (held) => quantile(Float64Array.from(held).sort(), LATE)),
      quantile(durations.sort(), LATE),
      usualStarts(batch),
    );
  }

  /** Whether the session may not have ended yet. */
  mayBeOpen(batch: SessionBatch, session: number): boolean {
    return batch.endTime - startOf(batch, session) < this.lateEnd;
  }

  /** Whether the session may have begun before the data does. */
  mayBeTorn(batch: SessionBatch, session: number): boolean {
    const { startTime = -Infinity } = batch;
    if (startOf(batch, session) - startTime >= this.lateEnd) return false;
    const first = batch.events[batch.offsets[session]];
    return first >= batch.templates || this.usualStart[first] === 0;
  }

  /** Counts of the templates of a session, in rising order, those never seen in training in one last entry; open ones made up for. */
  counts(batch: SessionBatch, session: number): EventCounts {
    const { templates } = batch;
    const [from, to] = rangeOf(batch, session);
    const held = new Map<number, number>();
    for (let at = from; at < to; at++) {
      const template = Math.min(templates, batch.events[at]);
      held.set(template, (held.get(template) ?? 0) + 1);
    }
    const age = batch.endTime - startOf(batch, session);
    const isTorn = this.mayBeTorn(batch, session);
    if (isTorn || age < this.lateEnd)
      for (const template of this.usual)
        if (
          (held.get(template) ?? 0) < this.medianCount[template] &&
          (isTorn || age < this.lateLag[template])
        )
          held.set(template, this.medianCount[template]);
    const present = Int32Array.from(held.keys()).sort();
    return {
      templates: present,
      counts: Float64Array.from(present, (template) => held.get(template) as number),
    };
  }

  toArrays(): Record<string, BundleArray> {
    return {
      'open.medianCount': this.medianCount,
      'open.lateLag': this.lateLag,
      'open.lateEnd': Float64Array.of(this.lateEnd),
      'open.usualStart': this.usualStart,
    };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle): OpenSessions {
    const medianCount = bundle.array('open.medianCount', 'f64');
    const lateLag = bundle.array('open.lateLag', 'f64', medianCount.length);
    const [lateEnd] = bundle.array('open.lateEnd', 'f64', 1);
    if (!(lateEnd >= 0)) throw new BundleError('sessions cannot last less than no time');
    const usualStart = bundle.array('open.usualStart', 'u8', medianCount.length);
    return new OpenSessions(medianCount, lateLag, lateEnd, usualStart);
  }

  get templates(): number {
    return this.medianCount.length;
  }
}

function usualStarts(batch: SessionBatch): Uint8Array {
  const starts = new Uint32Array(batch.templates);
  for (let session = 0; session < batch.sessions; session++) {
    const first = batch.events[batch.offsets[session]];
    if (first < batch.templates) starts[first]++;
  }
  return Uint8Array.from(starts, (count) => (count >= USUAL_START * batch.sessions ? 1 : 0));
}

const startOf = (batch: SessionBatch, session: number) => batch.times[batch.offsets[session]];

/** Median of counts that are 0 in all sessions that are not listed. */
function medianWithZeros(counts: readonly number[], sessions: number): number {
  const zeros = sessions - counts.length;
  const sorted = Float64Array.from(counts).sort();
  const ranked = (rank: number) => (rank < zeros ? 0 : sorted[rank - zeros]);
  return (ranked((sessions - 1) >> 1) + ranked(sessions >> 1)) / 2;
}
