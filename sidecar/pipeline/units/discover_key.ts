import type { LogEvent } from '../parse/log_event';
import { identifiersIn, nameOf, SessionKey, type SessionKeyFamily } from './session_key';

/** What is kept of a family of identifiers while lines are looked through. */
interface Family {
  family: SessionKeyFamily;
  lines: number;
  values: Map<string, ValueUse>;
}

interface ValueUse {
  lines: number;
  /** Templates of its lines, a few. */
  templates: number[];
}

const MAX_FAMILIES = 200;
const MAX_VALUES = 20_000;
const MAX_TEMPLATES_A_VALUE = 4;

/** A family makes sessions where it has so many values that come back, */
const MIN_SESSIONS = 20;
/** in so many lines each on average, */
const MIN_LINES_A_SESSION = 2.5;
/** of so many patterns: the same line again and again is no course of events. */
const MIN_TEMPLATES_A_SESSION = 1.5;
/** with at least this share of the lines. */
const MIN_COVERAGE = 0.05;
/** No value may hold more than this share of the family's lines: that would be a constant. */
const MAX_SHARE_OF_ONE = 0.3;

/** A family of identifiers that lines can be gathered by. */
export interface KeyCandidate {
  key: SessionKey;
  /** Share of the lines that were looked at. */
  coverage: number;
  sessions: number;
  linesPerSession: number;
  example: string;
}

/**
 * Finds out by which identifier lines belong together, from a stretch of successive lines. A line is counted under
 * each family that it has an identifier of, by its first.
 */
export class KeyDiscovery {
  private readonly families = new Map<string, Family>();
  private lines = 0;

  add(event: Pick<LogEvent, 'raw' | 'identifiers'>, template: number): void {
    this.lines++;
    const seen = new Set<Family>();
    for (const { family, value } of identifiersIn(event)) {
      const name = nameOf(family);
      let held = this.families.get(name);
      if (!held) {
        if (this.families.size >= MAX_FAMILIES) continue;
        this.families.set(name, (held = { family, lines: 0, values: new Map() }));
      }
      if (seen.has(held)) continue;
      seen.add(held);
      held.lines++;
      const use = held.values.get(value);
      if (use) {
        use.lines++;
        if (use.templates.length < MAX_TEMPLATES_A_VALUE && !use.templates.includes(template))
          use.templates.push(template);
      } else if (held.values.size < MAX_VALUES)
        held.values.set(value, { lines: 1, templates: [template] });
    }
  }

  /** Families that make sessions, the one that explains most lines first. */
  candidates(): KeyCandidate[] {
    return [...this.families.values()]
      .map((family) => this.judge(family))
      .filter((candidate) => candidate !== null)
      .sort((a, b) => b.coverage - a.coverage || b.linesPerSession - a.linesPerSession);
  }

  private judge({ family, lines, values }: Family): KeyCandidate | null {
    let held = 0;
    let largest = 0;
    let templates = 0;
    let recurring = 0;
    let example = '';
    for (const [value, use] of values) {
      held += use.lines;
      templates += use.templates.length;
      largest = Math.max(largest, use.lines);
      if (use.lines < 2) continue;
      recurring++;
      example ||= value;
    }
    const linesPerSession = held / Math.max(1, values.size);
    const coverage = lines / Math.max(1, this.lines);
    if (
      recurring < MIN_SESSIONS ||
      linesPerSession < MIN_LINES_A_SESSION ||
      templates / values.size < MIN_TEMPLATES_A_SESSION ||
      coverage < MIN_COVERAGE ||
      largest > MAX_SHARE_OF_ONE * held
    )
      return null;
    const key = new SessionKey(family);
    return { key, coverage, sessions: values.size, linesPerSession, example };
  }
}
